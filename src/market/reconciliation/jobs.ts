import { isId } from '#lib/ids.ts'
import { isOpen } from '#market/orders/states.ts'
import { moveCursor } from '#market/payments/commands.ts'
import { bookStatus } from '#market/payments/jobs.ts'
import type { PaymentProvider, SessionStatus } from '#market/payments/port.ts'
import { cursorOf, intentsByIds } from '#market/payments/queries.ts'
import type { Intent, PaymentNeeds } from '#market/payments/types.ts'

const sessionsAtOnce = 200

/**
 * Goes through what the provider's own list says has changed since last time, books what we have
 * not heard, and calls a person where their record and ours cannot both be right. True when there
 * is more. Refuses: provider-away.
 */
export async function reconcile(needs: PaymentNeeds, provider: PaymentProvider): Promise<boolean> {
  const name = `provider:${provider.name}`
  const since = await cursorOf(needs.pool, name)
  const page = await provider.listSince(since, sessionsAtOnce)
  const ids = page.sessions.map((session) => session.intent).filter(isId)
  const intents = await intentsByIds(needs.pool, ids)
  for (const status of page.sessions) {
    await compare(needs, provider.name, status, intents.get(status.intent))
  }
  if (page.next !== since) await moveCursor(needs.pool, name, page.next)
  return page.more
}

async function compare(
  needs: PaymentNeeds,
  provider: string,
  status: SessionStatus,
  intent: Intent | undefined,
): Promise<void> {
  const { log } = needs
  const { outcome } = status
  if (!intent) {
    if (outcome.state === 'paid') log.error('payment-without-intent', { provider })
    return
  }
  if (intent.state === 'paid') {
    const isSame = outcome.state === 'paid' && outcome.money.amount === intent.amount
    if (!isSame) log.error('paid-here-not-there', { provider, intent: intent.id })
    return
  }
  const isNews = outcome.state === 'paid' || (outcome.state !== 'pending' && isOpen(intent.state))
  if (isNews) await bookStatus(needs, provider, status)
}
