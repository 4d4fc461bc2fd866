import { isId } from '#lib/ids.ts'
import type { ShelfPlace } from '#market/catalogue/queries.ts'

/** Where a shelf goes on, as it stands in an address: milliseconds and id. */
export function placeText(place: ShelfPlace): string {
  return `${place.publishedAt.getTime()}.${place.id}`
}

/** The place of an address; undefined when there is none or it is not one of ours. */
export function placeFrom(text: string | undefined): ShelfPlace | undefined {
  const match = /^(\d{1,15})\.([0-9a-f-]{36})$/.exec(text ?? '')
  if (!match || !isId(match[2])) return undefined
  return { publishedAt: new Date(Number(match[1])), id: match[2] }
}
