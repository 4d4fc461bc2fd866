import { isId } from '#lib/ids.ts'
import { money } from '#lib/money.ts'
import { Refusal } from '#lib/refusal.ts'
import { stopPoint } from '#lib/stop-point.ts'
import { endIntent, finishPayment, noteSlip, recordHandOff, type ToldPayment } from './commands.ts'
import type { PayMethod, ProviderEvent, SessionStatus } from './port.ts'
import { intentById, payableOrder } from './queries.ts'
import { sessionEnd } from './sessions.ts'
import type { FinishOutcome, Intent, PaymentNeeds } from './types.ts'

/** Where an intent stands after the provider was asked. */
export type Settled = FinishOutcome | 'failed' | 'expired' | 'pending'

/** An intent whose session at the provider is known. */
export type IntentInSession = Intent & { session: string; sessionUrl: string }

/**
 * The intent with its session: one that was lost between commit and answer is had again, because
 * the same key gives the same session.
 */
export async function withSession(
  needs: PaymentNeeds,
  intent: Intent,
  locale: 'ja' | 'en',
): Promise<IntentInSession> {
  const { session, sessionUrl } = intent
  if (session !== null && sessionUrl !== null) return { ...intent, session, sessionUrl }
  return openSession(needs, intent, locale)
}

/** Asks for a session and notes it. Safe to repeat: the key is the intent's id. */
async function openSession(needs: PaymentNeeds, intent: Intent, locale: 'ja' | 'en') {
  stopPoint('payments:before-session-call')
  const { session, url } = await needs.providers.named(intent.provider).createSession({
    intent: intent.id,
    money: money(intent.amount, intent.currency),
    method: intent.method as PayMethod,
    locale,
    returnUrl: `${needs.terms.payOrigin}/return/${intent.id}`,
    expiresAt: sessionEnd(intent, needs.terms),
  })
  stopPoint('payments:after-session-call')
  listedUrl(needs, url)
  await recordHandOff(needs.pool, { intent: intent.id, session, url, now: needs.clock() })
  return { ...intent, session, sessionUrl: url }
}

/** Some browsers do not hold the policy of the pay page on redirects, so our own list must hold. */
export function listedUrl({ providers, log }: PaymentNeeds, url: string): string {
  if (providers.hosts.includes(new URL(url).origin)) return url
  log.error('hand-off-to-unlisted-host', {})
  throw new Refusal('provider-away', 'the provider named a page that is not on the list')
}

/** How the provider says the session stands. Refuses: provider-away. */
export async function askStatus(
  { providers }: PaymentNeeds,
  intent: IntentInSession,
): Promise<SessionStatus> {
  stopPoint('payments:before-status-call')
  const status = await providers.named(intent.provider).sessionStatus(intent.session)
  stopPoint('payments:after-status-call')
  return status
}

/** Has the provider take no money any more; one that is paid stays paid. Refuses: provider-away. */
export async function closeSession(
  { providers }: PaymentNeeds,
  intent: IntentInSession,
): Promise<SessionStatus> {
  stopPoint('payments:before-close-call')
  const status = await providers.named(intent.provider).closeSession(intent.session)
  stopPoint('payments:after-close-call')
  return status
}

/** Books what a provider says of a session, however we came to hear it. */
export async function bookStatus(
  needs: PaymentNeeds,
  provider: string,
  { intent, session, outcome }: SessionStatus,
): Promise<Settled> {
  switch (outcome.state) {
    case 'paid': {
      // One name for every asking, so that asking ten times books one event.
      const told = { provider, event: `asked:${session}`, intent, session, money: outcome.money }
      return finish(needs, { ...told, kind: 'asked' })
    }
    case 'failed':
    case 'expired':
      await endIntent(needs.pool, { intent, state: outcome.state, now: needs.clock() })
      return outcome.state
    case 'pending':
      if (outcome.slip) await noteSlip(needs.pool, { intent, ...outcome.slip })
      return 'pending'
  }
}

/** Books money, wakes whoever has to act on it, and calls a person where amounts differ. */
export async function finish(
  needs: PaymentNeeds,
  told: Omit<ToldPayment, 'now' | 'transaction' | 'refund'>,
): Promise<FinishOutcome> {
  const { pool, clock, newId, log, wake } = needs
  const ids = { transaction: newId(), refund: newId() }
  const outcome = await finishPayment(pool, { ...told, ...ids, now: clock() })
  needs.news.booked(told.intent)
  if (outcome === 'finished') wake('outbox')
  if (outcome === 'late') {
    wake('refunds')
    log.warn('late-money', { intent: told.intent, provider: told.provider })
  }
  if (outcome === 'mismatch') {
    log.error('payment-mismatch', { intent: told.intent, provider: told.provider })
  }
  return outcome
}

/** Finishes an order that costs nothing; no provider hears of it. */
export function finishFree(needs: PaymentNeeds, { id, currency }: Intent): Promise<FinishOutcome> {
  const told = {
    provider: 'none',
    event: id,
    intent: id,
    session: null,
    money: money(0n, currency),
  }
  return finish(needs, { ...told, kind: 'free' })
}

/**
 * Books what a provider told by itself, already believed by its signature. It returns only after
 * the commit, so that a provider stops telling only then; told again, nothing happens twice.
 *
 * An amount that differs is kept as an event, calls a person, and is no reason to be told again.
 * Refuses: not-found for an intent that is not ours.
 */
export async function bookEvent(
  needs: PaymentNeeds,
  provider: string,
  { id: event, kind, intent, session, money }: ProviderEvent,
): Promise<void> {
  if (!isId(intent)) throw new Refusal('not-found', 'no such intent')
  if (kind === 'paid') {
    const known = session ?? (await sessionOf(needs, intent))
    await finish(needs, { provider, event, kind, intent, session: known, money })
  }
  if (kind === 'failed' || kind === 'expired') {
    await endIntent(needs.pool, { intent, state: kind, now: needs.clock() })
    needs.news.booked(intent)
  }
}

/** For a provider whose events do not name it: without a session money could not be given back. */
async function sessionOf(needs: PaymentNeeds, id: string): Promise<string> {
  const intent = await intentById(needs.pool, id)
  if (!intent) throw new Refusal('not-found', 'no such intent')
  if (intent.session !== null) return intent.session
  const locale = (await payableOrder(needs.pool, intent.order))?.locale ?? 'ja'
  return (await withSession(needs, intent, locale)).session
}
