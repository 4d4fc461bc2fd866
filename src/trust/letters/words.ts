import { formatMoney, isCurrency, money } from '#lib/money.ts'
import type { Settings } from '#trust/vault/core.ts'

export type Locale = 'ja' | 'en'

/** A paragraph, a code to type, a link, or plain facts side by side. */
export type Block =
  | string
  | { code: string }
  | { link: string; label: string }
  | { rows: readonly (readonly [string, string])[] }

export interface Words {
  subject: string
  blocks: readonly Block[]
}

/** Money as the reader writes it; facts carry it as decimal text in smallest units. */
export function amountText(amount: bigint, currency: string, locale: Locale): string {
  if (!isCurrency(currency)) return `${amount} ${currency}`
  return formatMoney(money(amount, currency), locale)
}

/** Made once: to make one takes as long as all else about a letter. */
const moments = { ja: momentFormat('ja-JP'), en: momentFormat('en-GB') }

function momentFormat(tag: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(tag, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Asia/Tokyo',
  })
}

/** A moment by Japan's clock, which is the market's, and says so. */
export function momentText(millis: number, locale: Locale): string {
  const text = moments[locale].format(millis)
  return locale === 'ja' ? `${text}（日本時間）` : `${text} (Japan time)`
}

/** The host of a provider's card page, as a buyer sees it; null for a name that is not set up. */
export function providerHost({ providerHosts }: Settings, provider: string): string | null {
  return Object.hasOwn(providerHosts, provider) ? providerHosts[provider]! : null
}
