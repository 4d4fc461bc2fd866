import { isRefusal, Refusal } from '#lib/refusal.ts'
import { orRefusal } from '#sites/ui/visit/or-refusal.ts'
import { readSession } from '../cookies.ts'
import type { AccountsNeeds } from '../needs.ts'
import type { VisitContext } from '../visit.ts'
import type { OrderProofs } from './proof.ts'

/** By what this browser may see who an order is for; the vault checks it. */
export interface Holding {
  order: string
  session: Buffer | null
  orderAccess: Buffer | null
}

/** What the browser brought for this order; undefined when that is nothing. */
export function holdingOf(
  c: VisitContext,
  order: string,
  proofs: OrderProofs,
): Holding | undefined {
  const session = readSession(c) ?? null
  const orderAccess = proofs.find(c.req.raw, order)
  return session || orderAccess ? { order, session, orderAccess } : undefined
}

const mostOrders = 10_000

/** True when the session's member has this order; undefined orders of strangers are not theirs. */
export async function isMembersOrder(
  c: VisitContext,
  order: string,
  { vault }: Pick<AccountsNeeds, 'vault'>,
): Promise<boolean> {
  const session = readSession(c)
  if (!session) return false
  const mine = await orRefusal(vault.myOrders({ session, limit: mostOrders }))
  if (!isRefusal(mine)) return mine.orders.includes(order)
  if (mine.code === 'sign-in-needed') return false
  throw new Refusal(mine.code)
}
