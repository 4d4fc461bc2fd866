import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { type Format, formatFor } from './format.ts'
import type { Locale } from './messages/phrase.ts'
import { type Messages, messages } from './messages.ts'

/** From a file's plain name (`site.css`, `cart-count.js`) to its hashed path in this release. */
export type AssetPath = (name: string) => string

/** What every part of a page knows about the visit. Holds nothing personal. */
export type View = {
  locale: Locale
  words: Messages
  format: Format
  asset: AssetPath
  /** What this market is called; a proper name, the same in every language. */
  marketName: string
  /** The same page in each language. */
  languageLinks: Record<Locale, string>
  /** Only the gallery chooses; elsewhere the reader's system does. */
  scheme?: 'light' | 'dark'
}

export type ViewWish = Omit<View, 'words' | 'format' | 'marketName'> & { marketName?: string }

/** Made once per request by a site and given to the shell. */
export function viewFor(wish: ViewWish): View {
  return {
    ...wish,
    marketName: wish.marketName ?? 'Dozo',
    words: messages(wish.locale),
    format: formatFor(wish.locale),
  }
}

export const ViewContext = createContext<View | undefined>(undefined)

/** The visit's language, words and formats, inside any part below a shell. */
export function useView(): View {
  const view = useContext(ViewContext)
  if (!view) throw new RangeError('a part was rendered outside a shell')
  return view
}
