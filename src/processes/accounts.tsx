import { join } from 'node:path'
import { z } from 'zod'
import { connect } from '#lib/call/connect.ts'
import { systemClock } from '#lib/clock.ts'
import { readConfig } from '#lib/config.ts'
import { openLookups, openPool } from '#lib/db/open.ts'
import { serveHttp } from '#lib/http/serve-http.ts'
import { systemRandom } from '#lib/random.ts'
import { accounts } from '#sites/accounts/accounts.tsx'
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
  /** Where the vault is, when on another host: tls://host:port. Not set: its socket here. */
  VAULT_AT: readBy(elsewhere),
  /** File with this process's key and certificate, and the authority of calls, as PEM. */
  CALLS_CERTIFICATE: z.string().optional(),
  /** The role `accounts` reads three views and writes nothing. */
  ACCOUNTS_DATABASE_URL: z.string(),
  STATEMENT_SECONDS: readBy(statementSeconds),
  /** 32 bytes in base64url; seals this host's cookies. */
  ACCOUNTS_COOKIE_KEY: z.base64url().length(43),
  SHOP_ORIGIN: z.url(),
  ACCOUNT_ORIGIN: z.url(),
  PAY_ORIGIN: z.url(),
  /** What the market is called, on pages and receipts. */
  MARKET_NAME: z.string().max(60).default('Dozo'),
  /** 適格請求書発行事業者登録番号; without one, receipts are no qualified invoices. */
  MARKET_REGISTRATION_NUMBER: z
    .string()
    .regex(/^T\d{13}$/)
    .optional(),
  /** Where people reach the market: an address of the company, never of a person. */
  MARKET_CONTACT: z.string().max(200).default('contact@market.example'),
  DOZO_PRODUCTION: readBy(production),
  DOZO_STOP_AT: z.string().optional(),
})

const log = born('accounts')
const config = readConfig(settings, process.env)
const { RUN_DIR, ACCOUNTS_COOKIE_KEY } = config
armStopAt(readStopAt(config.DOZO_STOP_AT, config.DOZO_PRODUCTION), RUN_DIR)
const pool = openPool('accounts', config.ACCOUNTS_DATABASE_URL, {
  max: 4,
  byIndexOnly: true,
  statementMillis: config.STATEMENT_SECONDS,
})
const db = openLookups('accounts', pool)
const vault = connect(
  calls.vault.accounts,
  reach(['accounts', 'vault'], config.VAULT_AT, config, log),
)
const site = accounts({
  db,
  vault,
  origins: { shop: config.SHOP_ORIGIN, account: config.ACCOUNT_ORIGIN, pay: config.PAY_ORIGIN },
  cookieKeys: [{ id: 'a', key: Buffer.from(ACCOUNTS_COOKIE_KEY, 'base64url') }],
  market: {
    name: config.MARKET_NAME,
    registrationNumber: config.MARKET_REGISTRATION_NUMBER ?? '',
    contact: config.MARKET_CONTACT,
  },
  asset: assetPaths(config.BUILD_DIR),
  clock: systemClock,
  random: systemRandom,
  onFault: (fault) => log.error('fault', fault),
})
const server = await serveHttp(site.fetch, { socket: join(RUN_DIR, 'accounts/for-gateway/socket') })
ready(server.close, vault.close, () => db.destroy())
