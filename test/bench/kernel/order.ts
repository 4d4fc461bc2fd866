import { join } from 'node:path'
import type pg from 'pg'
import { providerRegistry } from '#adapters/payments/registry.ts'
import { connect } from '#lib/call/connect.ts'
import { systemClock } from '#lib/clock.ts'
import { openDb } from '#lib/db/open.ts'
import { systemIds } from '#lib/ids.ts'
import type { Log } from '#lib/log.ts'
import { minorUnits } from '#lib/money.ts'
import { systemRandom } from '#lib/random.ts'
import { handOff } from '#market/hand-offs/jobs.ts'
import { holdOrder } from '#market/orders/commands.ts'
import { newTicket } from '#market/orders/ticket.ts'
import { bookEvent } from '#market/payments/jobs.ts'
import { paymentNews } from '#market/payments/news.ts'
import type { PaymentProvider } from '#market/payments/port.ts'
import type { PaymentNeeds } from '#market/payments/types.ts'
import { calls } from '#processes/calls.ts'
import { type PaymentRounds, startRounds } from '#processes/payment-rounds.ts'
import type { VaultForAccounts } from '#trust/vault/client.ts'

export interface KernelNeeds {
  storefront: pg.Pool
  accounts: Pick<VaultForAccounts, 'bindOrder'>
  payments: PaymentNeeds
}

/** Payments with its own rounds, as its process starts them. */
export function startPayments(
  pool: pg.Pool,
  vault: PaymentNeeds['vault'],
): { payments: PaymentNeeds; stop: PaymentRounds['stop'] } {
  const needs = paymentsOver(pool, vault)
  const rounds = startRounds(needs, { sweepMillis: 5_000 })
  return { payments: { ...needs, wake: rounds.wake }, stop: rounds.stop }
}

/**
 * What payments works with. Only the provider is a stand-in that answers at once, so no network to
 * one is in the numbers.
 */
export function paymentsOver(
  pool: pg.Pool,
  vault: PaymentNeeds['vault'],
): Omit<PaymentNeeds, 'wake'> {
  return {
    pool,
    db: openDb('payments', pool),
    vault,
    providers: providerRegistry([directProvider()]),
    clock: systemClock,
    newId: systemIds,
    log: failingLog,
    terms: {
      payOrigin: 'http://pay.localhost:8080',
      sessionMinutes: 30,
      konbiniDays: 3,
      firstAskSeconds: 3_600,
      refundCeiling: minorUnits(1_000_000n),
    },
    news: paymentNews(),
  }
}

/** The vault as accounts and as payments reach it. */
export function vaultClients(runDir: string) {
  const socket = (caller: string) => ({ path: join(runDir, `vault/for-${caller}/socket`) })
  return {
    accounts: connect(calls.vault.accounts, socket('accounts')),
    payments: connect(calls.vault.payments, socket('payments')),
  }
}

/** One whole order: hold, bind, intent and hand-off, the provider's event; the relay follows. */
export async function buy(needs: KernelNeeds, cart: string): Promise<string> {
  const { storefront, accounts, payments } = needs
  const held = await holdOrder(storefront, {
    order: systemIds(),
    cart,
    version: 1,
    ticketHash: newTicket(systemRandom).hash,
    holdMinutes: 30,
    locale: 'ja',
    now: systemClock(),
  })
  const { payTicket } = await accounts.bindOrder({
    order: held.order,
    session: null,
    address: `aiko.${held.order}@buyers.example`,
    receiptName: '',
    locale: 'ja',
  })
  const next = await handOff(payments, { ticket: payTicket, method: 'card' })
  if (next.to !== 'provider') throw new Error('the order was not handed off')
  const intent = next.url.slice(next.url.lastIndexOf('/') + 1)
  await bookEvent(payments, 'sandbox', {
    id: `evt_${intent}`,
    kind: 'paid',
    session: `ses_${intent}`,
    intent,
    money: { amount: held.total, currency: held.currency },
    providerRefund: null,
    at: systemClock(),
  })
  return held.order
}

const host = 'http://provider.localhost:8081'

function directProvider(): PaymentProvider {
  const notAsked = (): never => {
    throw new RangeError('nobody asks this provider')
  }
  return {
    name: 'sandbox',
    methods: ['card'],
    hosts: [host],
    createSession: async ({ intent }) => ({
      session: `ses_${intent}`,
      url: `${host}/pay/${intent}`,
    }),
    sessionStatus: notAsked,
    closeSession: notAsked,
    refund: notAsked,
    refundStatus: notAsked,
    verifyEvent: notAsked,
    listSince: async (cursor) => ({ sessions: [], next: cursor, more: false }),
  }
}

/** A fault while measuring is no measurement. */
const failingLog: Log = {
  info: () => {},
  warn: (event) => fail(event),
  error: (event, fields) => fail(event, fields?.error),
}

function fail(event: string, cause?: unknown): never {
  throw new Error(`payments said: ${event}`, { cause })
}
