import { bigrams, foldText, longestWord, runsOf } from './bigrams.ts'
import { categoryToken, quoted } from './document.ts'

/** The most letters of a search that are read; the rest changes nothing. */
export const longestSearch = 100
/** Tokens asked for together; more only cost time. */
const mostTokens = 24

export interface SearchTerms {
  /** The text of a tsquery: everything must be there; a Latin word may go on. */
  query: string
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
  const tokens = new Set<string>()
  for (const run of runs) {
    if (run.unspaced) for (const pair of bigrams(run.text)) tokens.add(quoted(pair))
    else tokens.add(`${quoted([...run.text].slice(0, longestWord).join(''))}:*`)
  }
  const shelf = category ? [quoted(categoryToken(category))] : []
  return {
    query: [...shelf, ...tokens].slice(0, mostTokens).join(' & '),
    runs: runs.map((run) => run.text).slice(0, mostTokens),
    like: folded.replace(/\s+/gu, ' ').trim(),
    category,
  }
}
