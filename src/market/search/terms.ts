import { categoryToken, isComparable, namedToken, quoted } from './document.ts'
import { slipsOf, withoutOneLetter } from './slips.ts'
import { cut, foldText, neighbours, type Run, runsOf, soughtIn } from './writing.ts'

/** The most letters of a search that are read; the rest changes nothing. */
export const longestSearch = 100
/** Tokens asked for together; more only cost time. */
const mostTokens = 24
/** Shorter beginnings of a word are looked for in names only: half a market begins with "a". */
const shortestBeginning = 3
/** Shorter writing without spaces has nothing left when a letter of it is wrong. */
const shortestMistyped = 5
const longestMistyped = 12

/** What a typed search asks of the index, each the text of a tsquery. */
export interface SearchTerms {
  /** First what has everything in its names, then what has it anywhere. */
  tiers: string[]
  /** One letter wrong, too many or two swapped; undefined where nothing can be mistyped. */
  near: string | undefined
  /** Words of the market that are like a word are looked for in its place. */
  comparable: string[]
  /** Part of what was typed, or words like it, as the market's words are known. */
  alike: (wordsLike: ReadonlyMap<string, readonly string[]>) => string | undefined
}

/** What a typed search asks of the index; undefined when there is no letter or digit in it. */
export function searchTerms(typed: string, category?: string): SearchTerms | undefined {
  const runs = runsOf(foldText([...typed].slice(0, longestSearch).join('')))
  if (runs.length === 0) return undefined
  const shelf = category ? [quoted(categoryToken(category))] : []
  const together = (parts: string[]) =>
    [...new Set([...shelf, ...parts])].slice(0, mostTokens).join(' & ')
  const named = together(runs.flatMap(inNames))
  return {
    tiers: runs.every(isOneLetter) ? [named] : [named, together(runs.flatMap(anywhere))],
    near: runs.some(nearly)
      ? together(runs.flatMap((run) => nearly(run) ?? inNames(run)))
      : undefined,
    comparable: runs.map(cut).filter(isComparable).slice(0, mostTokens),
    alike: (wordsLike) => {
      const parts = runs.map((run) => alike(run, wordsLike.get(cut(run)) ?? []))
      if (parts.every((part) => part === undefined)) return undefined
      return together(parts.flatMap((part, place) => part ?? inNames(runs[place]!)))
    },
  }
}

/** A letter alone is never in the index of a description. */
function isOneLetter({ text, unspaced }: Run): boolean {
  return unspaced && [...text].length === 1
}

function inNames(run: Run): string[] {
  return (run.unspaced ? soughtIn(run.text) : [cut(run)]).map(namedToken).map(quoted)
}

function anywhere(run: Run): string[] {
  if (run.unspaced) return soughtIn(run.text).map(quoted)
  const word = cut(run)
  if ([...word].length >= shortestBeginning) return [`${quoted(word)}:*`]
  return [eitherOf([quoted(word), quoted(namedToken(word))])]
}

function nearly(run: Run): string[] | undefined {
  if (/^[a-z]{4,12}$/.test(run.text)) {
    return [eitherOf([run.text, ...slipsOf(run.text)].map(namedToken).map(quoted))]
  }
  const letters = [...run.text].length
  if (!run.unspaced || letters < shortestMistyped || letters > longestMistyped) return undefined
  return [eitherOf(withoutOneLetter(run.text).map(allOf))]
}

function alike(run: Run, words: readonly string[]): string[] | undefined {
  if (words.length > 0) return [eitherOf(words.map(namedToken).map(quoted))]
  const pairs = run.unspaced ? neighbours(run.text, 2) : []
  const middle = Math.ceil(pairs.length / 2)
  if (pairs.length < 3) return undefined
  return [eitherOf([pairs.slice(0, middle), pairs.slice(middle)].map(allOf))]
}

function allOf(pairs: string[]): string {
  return `(${pairs.map(namedToken).map(quoted).join(' & ')})`
}

function eitherOf(parts: string[]): string {
  return `(${parts.join(' | ')})`
}
