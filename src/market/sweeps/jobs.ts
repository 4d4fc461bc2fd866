import { isRefusal } from '#lib/refusal.ts'
import { moveCursor } from '#market/payments/commands.ts'
import {
  askStatus,
  bookStatus,
  closeSession,
  finishFree,
  type Settled,
  withSession,
} from '#market/payments/jobs.ts'
import { payableOrder } from '#market/payments/queries.ts'
import { isForsaken, isOverdue } from '#market/payments/sessions.ts'
import type { Intent, PaymentNeeds } from '#market/payments/types.ts'
import { releaseHold, takeDueIntents } from './commands.ts'
import { overdueCursor, overdueOrders } from './queries.ts'

const intentsAtOnce = 20
const ordersAtOnce = 200

/**
 * Asks the provider about unfinished intents whose turn it is; one whose time is over is closed
 * there first. True when there may be more.
 */
export async function sweepIntents(needs: PaymentNeeds): Promise<boolean> {
  const { terms } = needs
  const due = await takeDueIntents(needs.pool, {
    now: needs.clock(),
    limit: intentsAtOnce,
    firstAskSeconds: terms.firstAskSeconds,
    sessionMinutes: terms.sessionMinutes,
    konbiniMinutes: terms.konbiniDays * 24 * 60,
  })
  await Promise.all(due.map((intent) => sweepIntent(needs, intent)))
  return due.length === intentsAtOnce
}

/** One that cannot be asked now has its next turn already, and holds up no other. */
async function sweepIntent(needs: PaymentNeeds, intent: Intent): Promise<void> {
  try {
    if (intent.method === 'none') await finishFree(needs, intent)
    else await settleIntent(needs, intent)
  } catch (error) {
    const level = isRefusal(error) ? 'warn' : 'error'
    needs.log[level]('intent-not-settled', { intent: intent.id, error: error as Error })
  }
}

/** Asks the provider now, for the sweeper and the browser's return. Refuses: provider-away. */
export async function settleIntent(needs: PaymentNeeds, intent: Intent): Promise<Settled> {
  const asked = await withSession(needs, intent, await localeOf(needs, intent))
  const now = needs.clock()
  if (isOverdue(asked, now, needs.terms)) {
    return bookStatus(needs, asked.provider, await closeSession(needs, asked))
  }
  const status = await askStatus(needs, asked)
  const isLeft = status.outcome.state === 'pending' && status.outcome.slip === null
  const told = isLeft && isForsaken(asked, now, needs.terms) ? closeSession(needs, asked) : status
  return bookStatus(needs, asked.provider, await told)
}

async function localeOf({ pool }: PaymentNeeds, intent: Intent): Promise<'ja' | 'en'> {
  if (intent.session !== null) return 'ja'
  return (await payableOrder(pool, intent.order))?.locale ?? 'ja'
}

/** Gives back what orders kept that nobody began to pay in time. True when there may be more. */
export async function releaseOverdue(needs: PaymentNeeds): Promise<boolean> {
  const now = needs.clock()
  const overdue = await overdueOrders(needs.pool, { now, limit: ordersAtOnce })
  for (const { order, isForgotten } of overdue) {
    if (isForgotten) await releaseHold(needs.pool, { order, now })
  }
  const last = overdue.at(-1)
  if (last) await moveCursor(needs.pool, overdueCursor, last.position)
  return overdue.length === ordersAtOnce
}
