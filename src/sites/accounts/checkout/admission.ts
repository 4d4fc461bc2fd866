import type { Clock } from '#lib/clock.ts'
import { Refusal } from '#lib/refusal.ts'
import { sealedCookie } from '#lib/sealed-cookie.ts'
import { id, list } from '#lib/shapes.ts'
import type { OrderFacts } from '#market/orders/queries.ts'
import { hashOfTicket, isSameHash } from '#market/orders/ticket.ts'
import { addCookie } from '../cookies.ts'
import type { AccountsNeeds } from '../needs.ts'
import type { VisitContext } from '../visit.ts'

const ticketMillis = 10 * 60 * 1000
const mostUsed = 100_000

/** Lets each ticket in once. */
export interface TicketCheck {
  /** Refuses: ticket-unknown, ticket-expired, ticket-used. */
  admit(ticket: string, facts: OrderFacts): void
}

/**
 * Tickets are one-use by this process's memory alone: after a restart a ticket that was used
 * could be used once more within its ten minutes. That is little to win (it shows an order's
 * lines and lets one say where its mail goes, if nobody has paid), and a table would make the
 * accounts role one that writes.
 */
export function ticketCheck(clock: Clock): TicketCheck {
  const used = new Map<string, number>()
  return {
    admit(ticket, facts) {
      const hash = hashOfTicket(ticket)
      if (!hash || !isSameHash(hash, facts.ticketHash)) throw new Refusal('ticket-unknown')
      const now = clock().getTime()
      if (facts.ticketExpires.getTime() <= now) throw new Refusal('ticket-expired')
      forgetOld(used, now)
      const key = hash.toString('base64url')
      if (used.has(key)) throw new Refusal('ticket-used')
      used.set(key, now)
    },
  }
}

/** The oldest stand first, so this stops at the first that is still of use. */
function forgetOld(used: Map<string, number>, now: number): void {
  for (const [key, at] of used) {
    if (now - at < ticketMillis && used.size < mostUsed) return
    used.delete(key)
  }
}

const mostOrders = 5
const checkoutSeconds = 2 * 60 * 60

/** Which orders this browser may say the buyer of; the newest first. */
export interface CheckoutPass {
  holds(c: VisitContext, order: string): boolean
  add(c: VisitContext, order: string): void
}

/** A sealed cookie of the last few orders that came with a ticket. */
export function checkoutPass(
  needs: Pick<AccountsNeeds, 'cookieKeys' | 'random' | 'clock'>,
): CheckoutPass {
  const cookie = sealedCookie({
    name: '__Host-checkout',
    shape: list(id, { max: mostOrders }),
    keys: needs.cookieKeys,
    maxAgeSeconds: checkoutSeconds,
    clock: needs.clock,
    random: needs.random,
  })
  return {
    holds: (c, order) => cookie.read(c.req.raw)?.includes(order) ?? false,
    add(c, order) {
      const others = (cookie.read(c.req.raw) ?? []).filter((each) => each !== order)
      addCookie(c, cookie.set([order, ...others].slice(0, mostOrders)))
    },
  }
}
