import { cut, foldText, namedTokensOf, runsOf, tokensOf } from './writing.ts'

/** Goes up when documents are made in another way; the worker then makes all of them anew. */
export const documentVersion = 2

export interface Described {
  title: string
  seller: string
  tags: string[]
  description: string
  category: string
}

/** Letters of a description that are searched; the rest of a long text is not. */
const describedLetters = 2_000

/** The text of a tsvector: what the search index keeps of a work, one token being its category. */
export function searchDocument(work: Described): string {
  const named = namesOf(work)
  const described = tokensOf(work.description.slice(0, describedLetters))
  const tokens = [
    ...[...namedTokensOf(named)].map(namedToken),
    // A search may find one word in the title and the other in the description.
    ...new Set([...tokensOf(named), ...lettersOf(named), ...described]),
    categoryToken(work.category),
  ]
  return tokens.map(quoted).join(' ')
}

/** The words of a work's names that a typing error is compared with. */
export function wordsOf(work: Pick<Described, 'title' | 'seller' | 'tags'>): string[] {
  const runs = runsOf(foldText(namesOf(work)))
  return [...new Set(runs.filter((run) => !run.unspaced).map(cut))].filter(isComparable)
}

/** Shorter words are like too many others; numbers are like nothing. */
export function isComparable(word: string): boolean {
  return /^\p{L}{4,}$/u.test(word)
}

function namesOf({ title, seller, tags }: Pick<Described, 'title' | 'seller' | 'tags'>): string {
  return [title, seller, ...tags].join('\n')
}

function lettersOf(text: string): Set<string> {
  const runs = runsOf(foldText(text)).filter((run) => run.unspaced)
  return new Set(runs.flatMap((run) => [...run.text]))
}

/** Found in the title, the seller's name or a tag; no letter or digit of a text can make it. */
export function namedToken(token: string): string {
  return `^${token}`
}

/** A shelf as a token of its own. */
export function categoryToken(category: string): string {
  return `=${category}`
}

/** A token as the texts of tsvector and tsquery want it. */
export function quoted(token: string): string {
  return `'${token.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}
