import type { Context } from 'hono'
import type { Locale } from '#lib/http/locale.ts'
import { localeOf } from '#lib/http/locale.ts'
import { Refusal } from '#lib/refusal.ts'
import { sendPublic } from './answer.ts'
import type { StorefrontNeeds } from './needs.ts'
import type { MadePage, PageCache } from './page-cache.ts'

/** What the handlers of public pages take. */
export type PublicNeeds = Pick<StorefrontNeeds, 'db' | 'asset' | 'marketName' | 'origins'> & {
  cache: PageCache
}

/**
 * Answers with a page that is the same for everybody who reads this language, from the cache
 * where it is there. Refuses: not-found when nothing is made.
 */
export async function answerPublic(
  c: Context,
  { cache }: Pick<PublicNeeds, 'cache'>,
  page: { key: string; make: (locale: Locale) => Promise<MadePage | undefined> },
): Promise<Response> {
  const locale = localeOf(c.req.raw)
  const made = await cache.page(`${page.key} ${locale}`, () => page.make(locale))
  if (!made) throw new Refusal('not-found')
  return sendPublic(c.req.raw, made)
}
