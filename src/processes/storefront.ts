import { join } from 'node:path'
import { z } from 'zod'
import { fileStorage } from '#adapters/storage/files.ts'
import { tusUploads } from '#adapters/uploads/tus.ts'
import { connect } from '#lib/call/connect.ts'
import { systemClock } from '#lib/clock.ts'
import { readConfig } from '#lib/config.ts'
import { inTransaction } from '#lib/db/in-transaction.ts'
import { listenTo } from '#lib/db/notifications.ts'
import { openDb, openLookups, openPool, type Tx } from '#lib/db/open.ts'
import { serveHttp } from '#lib/http/serve-http.ts'
import { systemIds } from '#lib/ids.ts'
import { systemRandom } from '#lib/random.ts'
import { repeat } from '#lib/repeat.ts'
import { forgetOldCarts } from '#market/carts/jobs.ts'
import { announcedChanges } from '#sites/storefront/changes.ts'
import { storefront } from '#sites/storefront/storefront.ts'
import { studio } from '#sites/studio/app.ts'
import { mostBodyBytes, pieceMillis, uploadsPath } from '#sites/studio/pieces.ts'
import { assetPaths } from './assets.ts'
import { calls } from './calls.ts'
import { production, statementSeconds } from './config.ts'
import { elsewhere, reach } from './hosts.ts'
import { born, ready } from './life.ts'
import { readBy } from './read-by.ts'
import { armStopAt, readStopAt } from './stop-points.ts'

const settings = z.object({
  RUN_DIR: z.string(),
  BUILD_DIR: z.string(),
  VAULT_AT: readBy(elsewhere),
  CALLS_CERTIFICATE: z.string().optional(),
  /** The role `storefront` writes the catalogue and carts; orders only through one function. */
  STOREFRONT_DATABASE_URL: z.url(),
  STATEMENT_SECONDS: readBy(statementSeconds),
  /** 32 bytes in base64url; seals this host's cookies. */
  STOREFRONT_COOKIE_KEY: z.base64url().length(43),
  STORAGE_DIR: z.string(),
  SHOP_ORIGIN: z.url(),
  ACCOUNT_ORIGIN: z.url(),
  /** Longest an unpaid order holds stock, in minutes. Short for limited editions. */
  ORDER_HOLD_MINUTES: z.coerce.number().int().min(1).max(1440).default(30),
  /** Files that one seller may be sending at once, or have left unfinished for a day. */
  SELLER_OPEN_UPLOADS: z.coerce.number().int().min(1).max(1_000).default(50),
  /** What one seller may have in the storage, in gigabytes of 1,000,000,000 bytes. */
  SELLER_STORAGE_GIGABYTES: z.coerce.number().int().min(1).max(100_000).default(50),
  /** What the market is called. */
  MARKET_NAME: z.string().max(60).default('Dozo'),
  /** 0 in a market for practice: its gallery of parts may be looked at. */
  DOZO_PRODUCTION: readBy(production),
  /** A stop point at which a kill test ends this process. */
  DOZO_STOP_AT: z.string().optional(),
})

const log = born('storefront')
const config = readConfig(settings, process.env)
const { RUN_DIR, STOREFRONT_DATABASE_URL: databaseUrl } = config
armStopAt(readStopAt(config.DOZO_STOP_AT, config.DOZO_PRODUCTION), RUN_DIR)
const pool = openPool('storefront', databaseUrl, {
  max: 10,
  statementMillis: config.STATEMENT_SECONDS,
})
const db = openDb('storefront', pool)
const way = reach(['storefront', 'vault'], config.VAULT_AT, config, log)
const vault = connect(calls.vault.storefront, way)
const root = config.STORAGE_DIR
const both = {
  db,
  inTransaction: <T>(work: (tx: Tx<'storefront'>) => Promise<T>) => inTransaction(db, work),
  files: await fileStorage({ root, newId: systemIds, clock: systemClock }),
  origins: { shop: config.SHOP_ORIGIN, account: config.ACCOUNT_ORIGIN },
  marketName: config.MARKET_NAME,
  asset: assetPaths(config.BUILD_DIR),
  clock: systemClock,
  newId: systemIds,
}
const site = storefront({
  ...both,
  pool,
  lookups: openLookups('storefront', pool),
  vault,
  cookieKeys: [{ id: 'a', key: Buffer.from(config.STOREFRONT_COOKIE_KEY, 'base64url') }],
  holdMinutes: config.ORDER_HOLD_MINUTES,
  isPractice: !config.DOZO_PRODUCTION,
  random: systemRandom,
  onFault: (fault) => log.error('fault', fault),
})
// Unfinished uploads wait beside the storage's own files, so that taking one over is a rename.
const door = { path: uploadsPath, folder: join(root, 'arriving') }
site.app.route(
  '/',
  studio({
    ...both,
    memberOf: site.sellerOf,
    uploads: (rules) => tusUploads(door, rules),
    uploadLimits: {
      open: config.SELLER_OPEN_UPLOADS,
      bytes: BigInt(config.SELLER_STORAGE_GIGABYTES) * 1_000_000_000n,
    },
  }),
)
const changes = listenTo(databaseUrl, announcedChanges, {
  onNotification: site.onChange,
  onListening: site.onHearing,
  onLost: site.onDeaf,
})
const oldCarts = repeat({
  work: () => forgetOldCarts(db, systemClock()),
  everyMillis: 60 * 60_000,
  onError: (error) => log.warn('old-carts-stay', { error: error as Error }),
})
const server = await serveHttp(site.app.fetch, {
  socket: join(RUN_DIR, 'storefront/for-gateway/socket'),
  maxBodyBytes: mostBodyBytes,
  // The gateway ends what does not move; a piece that does may take its time.
  requestMillis: pieceMillis,
})
ready(server.close, oldCarts.stop, changes.close, vault.close, () => db.destroy())
