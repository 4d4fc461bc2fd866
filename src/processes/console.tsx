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
import { born, ready } from './life.ts'
import { readBy } from './read-by.ts'

const settings = z.object({
  RUN_DIR: z.string(),
  BUILD_DIR: z.string(),
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
const path = (server: string) => ({ path: join(config.RUN_DIR, server, 'for-console/socket') })
const vault = connect(calls.vault.console, path('vault'))
const payments = connect(calls.payments.console, path('payments'))
const monitor = connect(calls.monitor.console, path('monitor'))
const supervisor = connect(calls.supervisor.console, path('supervisor'))

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
