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

/** Every so many neighbouring letters; a shorter run is itself. */
export function neighbours(run: string, letters: 2 | 3): string[] {
  const all = [...run]
  if (all.length <= letters) return [run]
  return all.slice(letters - 1).map((_, place) => all.slice(place, place + letters).join(''))
}

/** What a run written without spaces is searched by: threes are rarer than pairs. */
export function soughtIn(run: string): string[] {
  return neighbours(run, 3)
}

/** What a text is indexed by: words, and neighbouring letters where words have no spaces. */
export function tokensOf(text: string): Set<string> {
  const parts = runsOf(foldText(text)).map((run) =>
    run.unspaced ? [...neighbours(run.text, 2), ...neighbours(run.text, 3)] : [cut(run)],
  )
  return new Set(parts.flat())
}

/**
 * What a name is indexed by: its single letters too, so that 猫 finds 黒猫, and the beginnings of
 * its words, so that "h" finds a harbour by one look. For short texts only.
 */
export function namedTokensOf(text: string): Set<string> {
  const begun = runsOf(foldText(text)).flatMap((run) =>
    run.unspaced ? [...run.text] : beginnings(cut(run)),
  )
  return new Set([...tokensOf(text), ...begun])
}

/** A word that is written with spaces, as the index keeps it. */
export function cut({ text }: Run): string {
  return [...text].slice(0, longestWord).join('')
}

function beginnings(word: string): string[] {
  const letters = [...word]
  return letters.map((_, place) => letters.slice(0, place + 1).join(''))
}
