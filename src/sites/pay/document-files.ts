/** The documents of a release, by language: files below `public/pay/`. The gateway reads this. */
export const payDocumentFiles = { ja: 'index.html', en: 'en.html' } as const
