import { join } from 'node:path'
import { z } from 'zod'
import { connect } from '#lib/call/connect.ts'
import { systemClock } from '#lib/clock.ts'
import { readConfig } from '#lib/config.ts'
import { openDb } from '#lib/db/open.ts'
import { serveHttp } from '#lib/http/serve-http.ts'
import { systemIds } from '#lib/ids.ts'
import { consoleSite } from '#sites/console/app.tsx'
import { assetPaths } from './assets.ts'
import { calls } from './calls.ts'
import { statementSeconds } from './config.ts'
import { elsewhere, type HostPort, reach } from './hosts.ts'
import { born, ready } from './life.ts'
import { readBy } from './read-by.ts'

const settings = z.object({
  RUN_DIR: z.string(),
  BUILD_DIR: z.string(),
  VAULT_AT: readBy(elsewhere),
  /** Where payments is, when on another host: tls://host:port. Not set: its socket here. */
  PAYMENTS_AT: readBy(elsewhere),
  /** Where the monitor is, when on another host: tls://host:port. Not set: its socket here. */
  MONITOR_AT: readBy(elsewhere),
  CALLS_CERTIFICATE: z.string().optional(),
  /** The role `console` writes take-downs and commission rules, and reads no person. */
  CONSOLE_DATABASE_URL: z.url(),
  STATEMENT_SECONDS: readBy(statementSeconds),
  CONSOLE_ORIGIN: z.url(),
  SHOP_ORIGIN: z.url(),
  MARKET_NAME: z.string().max(40).default('Dozo'),
})

const log = born('console')
const config = readConfig(settings, process.env)
const db = openDb('console', config.CONSOLE_DATABASE_URL, {
  max: 3,
  statementMillis: config.STATEMENT_SECONDS,
})
const way = (to: string, at?: HostPort) => reach(['console', to], at, config, log)
const vault = connect(calls.vault.console, way('vault', config.VAULT_AT))
const payments = connect(calls.payments.console, way('payments', config.PAYMENTS_AT))
const monitor = connect(calls.monitor.console, way('monitor', config.MONITOR_AT))
const supervisor = connect(calls.supervisor.console, way('supervisor'))

const site = consoleSite({
  db,
  vault,
  payments,
  monitor,
  processes: () => supervisor.processes(),
  origins: { console: config.CONSOLE_ORIGIN, shop: config.SHOP_ORIGIN },
  market: { name: config.MARKET_NAME },
  asset: assetPaths(config.BUILD_DIR),
  clock: systemClock,
  newId: systemIds,
  onFault: ({ reference, error }) => log.error('fault', { reference, error }),
})
const server = await serveHttp(site.fetch, {
  socket: join(config.RUN_DIR, 'console/for-gateway/socket'),
  maxBodyBytes: 64 * 1024,
})
ready(
  () => server.close(),
  () => db.destroy(),
)
