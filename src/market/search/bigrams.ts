/** Letters that are written without spaces: Han, both kana, long vowel and repetition marks. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々〆ヶ]/u
const runs = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々〆ヶ]+|[\p{L}\p{N}\p{M}]+/gu
const katakana = /[ァ-ヶ]/g
const kanaDistance = 0x60

/** The longest word kept; longer ones are cut, so that nobody fills the index with one. */
export const longestWord = 40

/**
 * A text as the index knows it: one width, one case, one kana.
 *
 * ネコ, ﾈｺ and ねこ become the same, since people type whichever is nearest.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(katakana, (kana) => String.fromCharCode(kana.charCodeAt(0) - kanaDistance))
}

export interface Run {
  text: string
  /** Written without spaces, so it is found by pairs of letters and not by words. */
  unspaced: boolean
}

/** The runs of letters and digits of a folded text, in order. */
export function runsOf(folded: string): Run[] {
  const found: Run[] = []
  for (const [run] of folded.matchAll(runs)) {
    // \p{L} takes Han too, so a mixed run (`dvdの`) is cut where the writing changes.
    for (const part of splitByWriting(run)) found.push(part)
  }
  return found
}

function splitByWriting(run: string): Run[] {
  const parts: Run[] = []
  for (const letter of run) {
    const isUnspaced = unspaced.test(letter)
    const last = parts.at(-1)
    if (last && last.unspaced === isUnspaced) last.text += letter
    else parts.push({ text: letter, unspaced: isUnspaced })
  }
  return parts
}

/** Every two neighbouring letters; a run of one letter is itself. */
export function bigrams(run: string): string[] {
  const letters = [...run]
  if (letters.length === 1) return letters
  return letters.slice(1).map((letter, place) => `${letters[place]}${letter}`)
}

/**
 * What a text is indexed by: words, and pairs of letters where words have no spaces.
 *
 * With `singles` also every single letter, so that 猫 finds 黒猫; for short texts only.
 */
export function tokensOf(text: string, { singles }: { singles: boolean }): string[] {
  const tokens = new Set<string>()
  for (const run of runsOf(foldText(text))) {
    if (!run.unspaced) {
      tokens.add([...run.text].slice(0, longestWord).join(''))
      continue
    }
    for (const pair of bigrams(run.text)) tokens.add(pair)
    if (singles) for (const letter of run.text) tokens.add(letter)
  }
  return [...tokens]
}
