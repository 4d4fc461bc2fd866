import { bigrams, foldText, longestWord, type Run, runsOf } from './bigrams.ts'
import { categoryToken, quoted } from './document.ts'

/** The most letters of a search that are read; the rest changes nothing. */
export const longestSearch = 100
/** Tokens asked for together; more only cost time. */
const mostTokens = 24

export interface SearchTerms {
  /** The text of a tsquery: everything must be there; a Latin word may go on. */
  query: string
  /** The same for words mistyped by two letters swapped or one too many, where there are any. */
  near: string | undefined
  /** The folded runs, by which hits in a title come first. */
  runs: string[]
  /** The folded text, for likeness when nothing is found exactly. */
  like: string
  /** The one shelf that is searched; undefined means all. */
  category: string | undefined
}

/** What a typed search asks of the index; undefined when there is no letter or digit in it. */
export function searchTerms(typed: string, category?: string): SearchTerms | undefined {
  const folded = foldText([...typed].slice(0, longestSearch).join(''))
  const runs = runsOf(folded)
  if (runs.length === 0) return undefined
  const shelf = category ? [quoted(categoryToken(category))] : []
  return {
    query: together([...shelf, ...runs.flatMap(exactTokens)]),
    near: runs.some(canBeMistyped)
      ? together([...shelf, ...runs.flatMap((run) => nearTokens(run) ?? exactTokens(run))])
      : undefined,
    runs: runs.map((run) => run.text).slice(0, mostTokens),
    like: folded.replace(/\s+/gu, ' ').trim(),
    category,
  }
}

function together(tokens: string[]): string {
  return [...new Set(tokens)].slice(0, mostTokens).join(' & ')
}

function exactTokens(run: Run): string[] {
  if (run.unspaced) return bigrams(run.text).map(quoted)
  return [`${quoted([...run.text].slice(0, longestWord).join(''))}:*`]
}

function nearTokens(run: Run): string[] | undefined {
  if (!canBeMistyped(run)) return undefined
  return [`(${[run.text, ...slipsOf(run.text)].map(quoted).join(' | ')})`]
}

/** Shorter words have too many neighbours, longer ones are found by likeness. */
function canBeMistyped({ text, unspaced }: Run): boolean {
  return !unspaced && /^[a-z]{4,12}$/.test(text)
}

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
