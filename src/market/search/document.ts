import { foldText, tokensOf } from './bigrams.ts'

export interface Described {
  title: string
  seller: string
  tags: string[]
  description: string
  category: string
}

/** Letters of a description that are searched; the rest of a long text is not. */
const describedLetters = 2_000

/**
 * What the search index keeps of a work: its tokens as the text of a tsvector (one of them its
 * category), and the folded title, seller and tags for likeness.
 */
export function searchDocument(work: Described): { tokens: string; words: string } {
  const named = [work.title, work.seller, ...work.tags].join('\n')
  const tokens = new Set([
    ...tokensOf(named, { singles: true }),
    ...tokensOf(work.description.slice(0, describedLetters), { singles: false }),
    categoryToken(work.category),
  ])
  return {
    tokens: [...tokens].map(quoted).join(' '),
    words: foldText(named).replace(/\s+/gu, ' ').trim(),
  }
}

/** A shelf as a token of its own; no letter or digit of a text can make it. */
export function categoryToken(category: string): string {
  return `=${category}`
}

/** A token as the texts of tsvector and tsquery want it. */
export function quoted(token: string): string {
  return `'${token.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}
