import type pg from 'pg'
import type { Clock } from '#lib/clock.ts'
import type { Db } from '#lib/db/open.ts'
import type { NewId } from '#lib/ids.ts'
import type { Log } from '#lib/log.ts'
import type { Currency, Minor } from '#lib/money.ts'
import type { IntentState } from '#market/orders/states.ts'
import type { VaultForPayments } from '#trust/vault/client.ts'
import type { PaymentNews } from './news.ts'
import type { PayMethod, PaymentProvider } from './port.ts'

/** The providers this market is set up with, as adapters/payments/registry.ts gives them. */
export interface Providers {
  readonly all: readonly PaymentProvider[]
  /** Every origin a hand-off may lead to. */
  readonly hosts: readonly string[]
  named(name: string): PaymentProvider
  taking(method: PayMethod): PaymentProvider | undefined
}

/** What every job of payments works with; the process puts it together. */
export interface PaymentNeeds {
  /** The role payments; named prepared statements go to it directly. */
  pool: pg.Pool
  /** The same connections, for what is rare. */
  db: Db<'payments'>
  vault: Pick<VaultForPayments, 'orderOfTicket' | 'ordersPaid' | 'ordersRefunded' | 'verifyAct'>
  providers: Providers
  clock: Clock
  newId: NewId
  log: Log
  terms: PaymentTerms
  /** What was handed off and booked here lately. */
  news: PaymentNews
  /** Told when the vault has something to hear, and when a refund waits; never fails. */
  wake(what: 'outbox' | 'refunds'): void
}

export interface PaymentTerms {
  /** For example https://pay.example.jp; the provider sends the browser back to it. */
  payOrigin: string
  /** How long a card or wallet may be shown at the provider, in minutes. */
  sessionMinutes: number
  /** How long a slip may be paid over the counter, in days. */
  konbiniDays: number
  /** First pause before an unfinished intent is asked about; doubles to an hour. */
  firstAskSeconds: number
  /** Most that operators may give back within 24 hours, in smallest units of each currency. */
  refundCeiling: Minor
}

/** How an order is paid; 'none' for one that costs nothing and needs no provider. */
export type IntentMethod = PayMethod | 'none'

export interface Intent {
  id: string
  order: string
  provider: string
  method: IntentMethod
  amount: Minor
  currency: Currency
  state: IntentState
  session: string | null
  sessionUrl: string | null
  createdAt: Date
}

/** What finish_payment did with money that a provider told us of. */
export type FinishOutcome = 'finished' | 'already' | 'mismatch' | 'late'
