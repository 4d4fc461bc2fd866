import { z } from 'zod'
import { names, origins, production, statementSeconds } from './config.ts'
import { callersFrom, elsewhere, listening } from './hosts.ts'
import { readBy } from './read-by.ts'

const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most)
/** What the process payments reads from its environment, and nothing else. */
export const paymentSettings = z.object({
  RUN_DIR: z.string(),
  BUILD_DIR: z.string(),
  VAULT_AT: readBy(elsewhere),
  /** Where payments listens for a console elsewhere, `address:port`. Not set: sockets only. */
  PAYMENTS_LISTEN: readBy(listening),
  /** Addresses and networks, with commas, that are listened to there. Not set: any. */
  PAYMENTS_CALLERS_FROM: readBy(callersFrom),
  CALLS_CERTIFICATE: z.string().optional(),
  SHOP_ORIGIN: z.url(),
  PAY_ORIGIN: z.url(),
  MARKET_NAME: z.string().max(60).default('Dozo'),
  /** The role `payments`: its own tables, and the functions that book. */
  PAYMENTS_DATABASE_URL: z.string(),
  STATEMENT_SECONDS: readBy(statementSeconds),
  /** Connections to the database. */
  PAYMENTS_CONNECTIONS: whole(2, 100).default(8),
  /** Names of the payment providers with commas, best first; only `sandbox` has an adapter; `none`
   * opens a market where nothing can be paid yet. */
  PAYMENT_PROVIDERS: readBy(names),
  PROVIDER_ORIGIN: readBy(origins),
  /** Key of the practice provider; needed where PAYMENT_PROVIDERS names it. */
  SANDBOX_PROVIDER_SECRET_KEY: z.string().min(16).optional(),
  /** With this the practice provider signs its webhooks; needed where it is named, too. */
  SANDBOX_PROVIDER_WEBHOOK_SECRET: z.string().min(16).optional(),
  /** How long a provider may take to answer, in seconds; less than ANSWER_SECONDS. */
  PROVIDER_ANSWER_SECONDS: whole(1, 60).default(10),
  /** How long a card or wallet may be shown at the provider, in minutes. */
  PAYMENT_SESSION_MINUTES: whole(5, 1440).default(30),
  /** How long a convenience store slip may be paid, in days. */
  KONBINI_DAYS: whole(1, 14).default(3),
  /** First pause before an unfinished payment is asked about, in seconds; doubles to an hour. */
  PAYMENT_FIRST_ASK_SECONDS: whole(1, 600).default(30),
  /** Pause between two looks for work that nobody announced, in milliseconds. */
  PAYMENT_SWEEP_MILLIS: whole(50, 60_000).default(5_000),
  /** Most that operators may give back within 24 hours, in smallest units of each currency. */
  REFUND_DAILY_CEILING: z.coerce.bigint().min(0n).default(1_000_000n),
  /** 1 refuses everything made for practice; a process that is not told takes it for 1. */
  DOZO_PRODUCTION: readBy(production),
  /** For kill tests: the named point at which this process ends itself; refused in production. */
  DOZO_STOP_AT: z.string().optional(),
})
