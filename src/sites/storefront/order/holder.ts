import { isId } from '#lib/ids.ts'
import { Refusal } from '#lib/refusal.ts'
import type { KnownOrder } from '../cookies.ts'
import { type MemberNeeds, memberOf } from '../member.ts'

/** The vault gives at most this many orders of one member. */
export const mostOrders = 10_000

export interface Holder {
  order: string
  /** How this browser knows the order; undefined when it does by sign-in. */
  known: KnownOrder | undefined
  /** `Set-Cookie` lines that the answer must carry. */
  cookies: readonly string[]
}

/**
 * Whether this browser may open the order: it placed it, proved its mailbox, or is signed in as
 * the member it belongs to. An order that does not exist is like another's: undefined.
 */
export async function holderOf(
  request: Request,
  order: string | undefined,
  needs: MemberNeeds,
): Promise<Holder | undefined> {
  if (!isId(order)) throw new Refusal('not-found')
  const known = needs.cookies.orders.read(request)?.find((each) => each.order === order)
  if (known) return { order, known, cookies: [] }
  const member = await memberOf(request, needs)
  if (!member) return undefined
  const { orders } = await needs.vault.ordersOf({ handle: member.handle, limit: mostOrders })
  return orders.includes(order) ? { order, known, cookies: member.cookies } : undefined
}
