import { cookieOf, setCookie } from '#lib/http/cookies.ts'

/** The languages pages are written in; the first is the market's own. */
export const locales = ['ja', 'en'] as const

export type Locale = (typeof locales)[number]

/** Keeps the language a visitor chose by hand. */
export const localeCookie = '__Host-lang'

const yearSeconds = 365 * 24 * 60 * 60
const mostRanges = 20

/**
 * The language to answer in: `?lang=`, else the visitor's earlier choice, else what the browser
 * asks for, else English for a browser that asks only for others, else Japanese.
 */
export function localeOf(request: Pick<Request, 'url' | 'headers'>): Locale {
  return chosenLocale(request) ?? knownLocale(cookieOf(request, localeCookie)) ?? asked(request)
}

/** The language chosen in this very address, to be remembered by a cookie. */
export function chosenLocale(request: Pick<Request, 'url'>): Locale | undefined {
  return knownLocale(/[?&]lang=([a-z]+)(?:[&#]|$)/.exec(request.url)?.[1])
}

/** The `Set-Cookie` line that remembers a choice for a year. */
export function rememberLocale(locale: Locale): string {
  return setCookie(localeCookie, locale, yearSeconds)
}

/** Every language a work or a page may be tagged with here, or undefined. */
export function knownLocale(text: string | undefined): Locale | undefined {
  return locales.find((locale) => locale === text)
}

/** What browsers send is of few kinds; reading it costs as much as answering from a cache. */
const askedBefore = new Map<string, Locale>()
const mostAsked = 500
const longestKept = 200

function asked(request: Pick<Request, 'headers'>): Locale {
  const header = request.headers.get('accept-language') ?? ''
  const known = askedBefore.get(header)
  if (known) return known
  const locale = readRanges(header)
  if (askedBefore.size >= mostAsked) askedBefore.clear()
  if (header.length <= longestKept) askedBefore.set(header, locale)
  return locale
}

function readRanges(header: string): Locale {
  const ranges = header
    .split(',', mostRanges)
    .map((range) => {
      const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
      const weight = parameters.find((each) => each.startsWith('q='))?.slice(2)
      return { language: tag.split('-', 1)[0]!, weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter((range) => range.language !== '' && range.weight > 0)
    .sort((left, right) => right.weight - left.weight)
  for (const { language } of ranges) {
    const locale = language === '*' ? locales[0] : knownLocale(language)
    if (locale) return locale
  }
  return ranges.length > 0 ? 'en' : locales[0]
}
