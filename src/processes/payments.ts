import { join } from 'node:path'
import { providerRegistry } from '#adapters/payments/registry.ts'
import { connect } from '#lib/call/connect.ts'
import { systemClock as clock } from '#lib/clock.ts'
import { readConfig } from '#lib/config.ts'
import { openDb, openPool } from '#lib/db/open.ts'
import { rateLimit } from '#lib/http/rate-limit.ts'
import { serveHttp } from '#lib/http/serve-http.ts'
import { systemIds as newId } from '#lib/ids.ts'
import { minorUnits } from '#lib/money.ts'
import { paymentNews } from '#market/payments/news.ts'
import { requestRefund } from '#market/refunds/jobs.ts'
import { pay } from '#sites/pay/pay.ts'
import { assetPaths } from './assets.ts'
import { calls } from './calls.ts'
import { answers, reach, serveCallers } from './hosts.ts'
import { born, ready } from './life.ts'
import { paymentProviders } from './payment-providers.ts'
import { startRounds } from './payment-rounds.ts'
import { paymentSettings } from './payment-settings.ts'
import { armStopAt, readStopAt } from './stop-points.ts'

const log = born('payments')
const config = readConfig(paymentSettings, process.env)
const { RUN_DIR, SHOP_ORIGIN, PAY_ORIGIN } = config
armStopAt(readStopAt(config.DOZO_STOP_AT, config.DOZO_PRODUCTION), RUN_DIR)
const providers = paymentProviders(config, clock)

const pool = openPool('payments', config.PAYMENTS_DATABASE_URL, {
  max: config.PAYMENTS_CONNECTIONS,
  statementMillis: config.STATEMENT_SECONDS,
  byIndexOnly: true,
})
const vault = connect(
  calls.vault.payments,
  reach(['payments', 'vault'], config.VAULT_AT, config, log),
)
const quiet = {
  pool,
  db: openDb('payments', pool),
  vault,
  providers: providerRegistry(providers),
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
  news: paymentNews(),
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
  socket: join(RUN_DIR, 'payments/for-gateway/socket'),
  maxBodyBytes: 64 * 1024,
})
const forConsole = await serveCallers(
  'payments',
  {
    console: answers(calls.payments.console, {
      requestRefund: (asked) => requestRefund(payments, asked),
    }),
  },
  config,
  { log, onFault, at: config.PAYMENTS_LISTEN, from: config.PAYMENTS_CALLERS_FROM },
)
const closeProviders = () => {
  for (const each of providers) each.close()
}
ready(http.close, forConsole.close, rounds.stop, vault.close, closeProviders, () => pool.end())
