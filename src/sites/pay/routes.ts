/**
 * The pay host. `/` is a static document that the gateway serves itself; all else comes from the
 * process payments. No library here: the gateway reads this file too.
 */
export const payRoutes = {
  /** GET is the document, POST the hand-off; `t` in the query is the pass. */
  page: '/',
  /** What the document's script asks: number of works, amount, time left. */
  order: '/order',
  /** Where the provider sends the browser back to. */
  back: '/return/:intent',
  /** Where a provider tells its events; believed by signature alone, so no Origin is asked. */
  webhook: '/webhook/:provider',
  /** To the shop: the document is the same for every market and knows no address of one. */
  shop: '/shop',
} as const

/** The documents of a release, by language, as files below `public/pay/`. */
export const payDocumentFiles = { ja: 'index.html', en: 'en.html' } as const
