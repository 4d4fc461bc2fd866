import { exactOrigin } from '#lib/http/exact-origin.ts'

/** Where the form of the pay page may lead, after redirects too. */
export interface PayPageExits {
  /** Every provider's origin a hand-off may lead to. */
  providers: readonly string[]
  /** Where nothing is left to pay, the answer leads to the shop's page of the order. */
  shop: string
}

/**
 * The Content-Security-Policy of the static pay page: its own files and host, and as ways out the
 * listed ones. The gateway sends it, the monitor compares it, so both ask here.
 */
export function payPagePolicy({ providers, shop }: PayPageExits): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    `form-action 'self' ${[...providers, shop].map(exactOrigin).join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ')
}
