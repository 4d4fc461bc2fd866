import { neighbours } from './writing.ts'

/** What was meant if two neighbouring letters were swapped, or one was typed too many. */
export function slipsOf(word: string): string[] {
  const slips = new Set<string>()
  for (let place = 0; place < word.length; place += 1) {
    const [before, letter, next] = [word.slice(0, place), word[place]!, word[place + 1] ?? '']
    const after = word.slice(place + 2)
    slips.add(`${before}${next}${after}`)
    if (next) slips.add(`${before}${next}${letter}${after}`)
  }
  slips.delete(word)
  return [...slips]
}

/** For each letter in turn: the pairs that are right if only that letter is wrong. */
export function withoutOneLetter(run: string): string[][] {
  const pairs = neighbours(run, 2)
  return [...run].map((_, wrong) => pairs.filter((_, at) => at !== wrong && at !== wrong - 1))
}
