import { join } from 'node:path'
import { z } from 'zod'
import { providerRegistry } from '#adapters/payments/registry.ts'
import { sandboxProvider } from '#adapters/payments/sandbox.ts'
import { connect } from '#lib/call/connect.ts'
import { serveCalls } from '#lib/call/serve.ts'
import { systemClock as clock } from '#lib/clock.ts'
import { readConfig } from '#lib/config.ts'
import { openDb, openPool } from '#lib/db/open.ts'
import { rateLimit } from '#lib/http/rate-limit.ts'
import { serveHttp } from '#lib/http/serve-http.ts'
import { systemIds as newId } from '#lib/ids.ts'
import { minorUnits } from '#lib/money.ts'
import { requestRefund } from '#market/refunds/jobs.ts'
import { pay } from '#sites/pay/pay.ts'
import { assetPaths } from './assets.ts'
import { calls } from './calls.ts'
import { born, ready } from './life.ts'
import { startRounds } from './payment-rounds.ts'
import { armStopAt, readStopAt } from './stop-points.ts'

const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most)
const settings = z.object({
  RUN_DIR: z.string(),
  BUILD_DIR: z.string(),
  SHOP_ORIGIN: z.url(),
  PAY_ORIGIN: z.url(),
  MARKET_NAME: z.string().max(60).default('Dozo'),
  /** The role `payments`: its own tables, and the functions that book. */
  PAYMENTS_DATABASE_URL: z.string(),
  /** Connections to the database. */
  PAYMENTS_CONNECTIONS: whole(2, 100).default(8),
  /** Where the practice provider is; the hand-off leads there. */
  PROVIDER_ORIGIN: z.url(),
  SANDBOX_PROVIDER_SECRET_KEY: z.string().min(16),
  SANDBOX_PROVIDER_WEBHOOK_SECRET: z.string().min(16),
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
  DOZO_PRODUCTION: z.enum(['0', '1']).default('0'),
  DOZO_STOP_AT: z.string().optional(),
})

const log = born('payments')
const config = readConfig(settings, process.env)
const { RUN_DIR, SHOP_ORIGIN, PAY_ORIGIN } = config
armStopAt(readStopAt(config.DOZO_STOP_AT, config.DOZO_PRODUCTION === '1'), RUN_DIR)

const pool = openPool('payments', config.PAYMENTS_DATABASE_URL, {
  max: config.PAYMENTS_CONNECTIONS,
})
const vault = connect(calls.vault.payments, { path: join(RUN_DIR, 'vault/for-payments.sock') })
const sandbox = sandboxProvider({
  origin: config.PROVIDER_ORIGIN,
  key: config.SANDBOX_PROVIDER_SECRET_KEY,
  webhookSecret: config.SANDBOX_PROVIDER_WEBHOOK_SECRET,
  clock,
})
const quiet = {
  pool,
  db: openDb('payments', pool),
  vault,
  providers: providerRegistry([sandbox]),
  clock,
  newId,
  log,
  terms: {
    payOrigin: PAY_ORIGIN,
    sessionMinutes: config.PAYMENT_SESSION_MINUTES,
    konbiniDays: config.KONBINI_DAYS,
    firstAskSeconds: config.PAYMENT_FIRST_ASK_SECONDS,
    refundCeiling: minorUnits(config.REFUND_DAILY_CEILING),
  },
}
const rounds = startRounds(quiet, { sweepMillis: config.PAYMENT_SWEEP_MILLIS })
const payments = { ...quiet, wake: rounds.wake }

const onFault = (fault: { reference: string; error: unknown }) => log.error('fault', fault)
const site = pay({
  payments,
  origins: { shop: SHOP_ORIGIN, pay: PAY_ORIGIN },
  asset: assetPaths(config.BUILD_DIR),
  marketName: config.MARKET_NAME,
  limit: rateLimit({ most: 30, withinMillis: 60_000 }, clock),
  onFault,
})
const http = await serveHttp(site.fetch, {
  socket: join(RUN_DIR, 'payments/for-gateway.sock'),
  maxBodyBytes: 64 * 1024,
})
const forConsole = await serveCalls({
  path: join(RUN_DIR, 'payments/for-console.sock'),
  calls: calls.payments.console,
  handlers: { requestRefund: (asked) => requestRefund(payments, asked) },
  onFault,
})
ready(http.close, forConsole.close, rounds.stop, vault.close, sandbox.close, () => pool.end())
