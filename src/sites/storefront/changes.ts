import { shownIn } from '#market/catalogue/queries.ts'
import type { StorefrontNeeds } from './needs.ts'
import type { PageCache } from './page-cache.ts'

/** What the database announces when a page's content changed; the payload is an id. */
export const announcedChanges = ['work_changed', 'seller_changed', 'picture_changed'] as const

/** Pages that list works: the front page, shelves, search engines' list. */
export const shelvesTag = 'shelves'
export const workTag = (id: string) => `work:${id}`
export const sellerTag = (id: string) => `seller:${id}`

/** Gives the handler that forgets the pages an announced change makes stale. */
export function forgetChanged(cache: PageCache, { db }: Pick<StorefrontNeeds, 'db'>) {
  return (channel: string, id: string): void => {
    if (channel === 'work_changed') cache.drop(workTag(id))
    if (channel === 'seller_changed') cache.drop(sellerTag(id))
    if (channel === 'picture_changed') void forgetPicture(cache, db, id)
    cache.drop(shelvesTag)
  }
}

async function forgetPicture(cache: PageCache, db: StorefrontNeeds['db'], id: string) {
  try {
    const place = await shownIn(db, id)
    if (place?.workId) cache.drop(workTag(place.workId))
    if (place) cache.drop(sellerTag(place.sellerId))
    cache.drop(shelvesTag)
  } catch {
    // Which pages show it is not known, so none is fresh. What is heard from now on counts again.
    cache.pause()
    cache.resume()
  }
}
