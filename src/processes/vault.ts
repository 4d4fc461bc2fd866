import { systemClock } from '#lib/clock.ts'
import { systemIds } from '#lib/ids.ts'
import { systemRandom } from '#lib/random.ts'
import { vaultHandlers } from '#trust/answers/handlers.ts'
import { limitsOf } from '#trust/answers/limits.ts'
import { bareError } from '#trust/faults/bare-error.ts'
import { beginForgetting } from '#trust/forgetting/begin.ts'
import { keepForgetting } from '#trust/forgetting/rounds.ts'
import { changeEveryMinute } from '#trust/identity/every-minute.ts'
import { KeyKeeper } from '#trust/keys/keeper.ts'
import { raiseOwnAlarm } from '#trust/letters/alarms.ts'
import { publishedFiles } from '#trust/proofs/published-files.ts'
import { openClockGuard } from '#trust/reckoning/clock-guard.ts'
import { keepSigns } from '#trust/signs-of-life/keep-signs.ts'
import { fileProvider } from '#trust/vault/ring.ts'
import { openVault } from '#trust/vault/server.ts'
import { calls } from './calls.ts'
import {
  domains,
  needed,
  optional,
  origin,
  origins,
  production,
  readSettings,
  statementSeconds,
  usually,
  wholeNumber,
} from './config.ts'
import { answers, callersFrom, listening, serveCallers } from './hosts.ts'
import { born, ready, sayLess } from './life.ts'
import { armStopAt, readStopAt } from './stop-points.ts'
import { keyProvider, keyServer, pathPart } from './vault/key-provider.ts'
import { domainOf, hostsOf, nameOf } from './vault/settings.ts'

const log = born('vault')
const config = readSettings(
  {
    RUN_DIR: needed,
    /** Where the vault listens for other hosts, `address:port`. Not set: sockets only. */
    VAULT_LISTEN: listening,
    /** Addresses and networks, with commas, that are listened to there. Not set: any. */
    VAULT_CALLERS_FROM: callersFrom,
    CALLS_CERTIFICATE: optional,
    /** The role `vault` in the database of its own. */
    VAULT_DATABASE_URL: needed,
    /** Longest one statement may run, 1 to 60 s, 8 unless set; a second later it is given up. */
    STATEMENT_SECONDS: statementSeconds,
    /** Where the key ring lies; kept apart from the database and its backups. */
    VAULT_RING_DIR: needed,
    /** Folder on another disk for a copy of the ring, written first; without it nothing turns. */
    VAULT_RING_COPY_DIR: optional,
    /** Where the log's tiles and checkpoints are written for the gateway to serve. */
    LOG_DIR: needed,
    /** The log's name; the shop's host and `/log` unless set. Never change it. */
    VAULT_LOG_ORIGIN: optional,
    SHOP_ORIGIN: origin,
    ACCOUNT_ORIGIN: origin,
    CONSOLE_ORIGIN: origin,
    /** How letters call the market. */
    MARKET_NAME: usually('Dozo'),
    /** The market's own mail address; its domain ends every Message-ID. */
    MAIL_FROM: usually('dozo@localhost.invalid'),
    /** Hosts of the providers' card pages, `name=host` with commas, for the order mail. */
    PROVIDER_HOSTS: optional,
    PROVIDER_ORIGIN: origins,
    /** Language of letters to operators. */
    OPERATOR_LOCALE: (value) => (value === 'en' ? 'en' : 'ja'),
    /** Hours in which the old mailbox may stop a change of address; 0 to 168. */
    VAULT_ADDRESS_WAIT_HOURS: wholeNumber({ min: 0, max: 168, usual: 24 }),
    /** Openings in an hour by purpose, `receipt=500,my-contact=2000`; see docs/vault.md. */
    VAULT_QUOTAS: limitsOf,
    /** The ring turns by itself when its newest version is so many days old; 0 for never. */
    VAULT_RING_DAYS: wholeNumber({ min: 0, max: 400, usual: 30 }),
    /** Days a backup is kept; what was erased is unreadable everywhere after them. */
    BACKUP_KEEP_DAYS: wholeNumber({ min: 1, max: 400, usual: 35 }),
    /** OpenBao or HashiCorp Vault that wraps the ring: https and no path; http to loopback only. */
    KEYS_TRANSIT_URL: keyServer,
    /** Where its transit engine is mounted. */
    KEYS_TRANSIT_MOUNT: pathPart('transit'),
    /** The key's name in it. */
    KEYS_TRANSIT_NAME: pathPart('dozo'),
    /** Namespace of the engine, where the server has such. */
    KEYS_TRANSIT_NAMESPACE: optional,
    /** File with a token for it, which an agent may renew; either this or the role. */
    KEYS_TRANSIT_TOKEN_FILE: optional,
    /** File with role id and secret id on two lines, to log in by AppRole. */
    KEYS_TRANSIT_ROLE_FILE: optional,
    /** File with the certificates to believe, instead of the system's own. */
    KEYS_TRANSIT_CA_FILE: optional,
    /** The monitor's key for the log; a checkpoint with its line is published as `witnessed`. */
    WITNESS_PUBLIC_KEY: optional,
    /** Minutes an entry may wait for the witness's line before the operators hear of it. */
    WITNESS_WAIT_MINUTES: wholeNumber({ min: 1, max: 1440, usual: 10 }),
    /** Domains of the canaries, with commas; their mail comes to the monitor. None: no canaries. */
    CANARY_DOMAINS: domains,
    /** How many canaries there shall be; one comes about every day or so until then. */
    CANARY_COUNT: wholeNumber({ min: 0, max: 1000, usual: 20 }),
    DOZO_PRODUCTION: production,
    DOZO_STOP_AT: optional,
  },
  process.env,
)
armStopAt(readStopAt(config.DOZO_STOP_AT, config.DOZO_PRODUCTION), config.RUN_DIR)

const vault = await openVault({
  databaseUrl: config.VAULT_DATABASE_URL,
  statementMillis: config.STATEMENT_SECONDS,
  keysFolder: config.VAULT_RING_DIR,
  keysCopyFolder: config.VAULT_RING_COPY_DIR,
  logFolder: config.LOG_DIR,
  logOrigin: config.VAULT_LOG_ORIGIN ?? `${new URL(config.SHOP_ORIGIN).host}/log`,
  provider: (await keyProvider(config)) ?? fileProvider,
  quotas: config.VAULT_QUOTAS,
  settings: {
    shopOrigin: config.SHOP_ORIGIN,
    accountsOrigin: config.ACCOUNT_ORIGIN,
    consoleOrigin: config.CONSOLE_ORIGIN,
    marketName: nameOf(config.MARKET_NAME),
    mailDomain: domainOf(config.MAIL_FROM),
    providerHosts: hostsOf(config.PROVIDER_HOSTS, config.PROVIDER_ORIGIN[0]),
    operatorLocale: config.OPERATOR_LOCALE,
    addressWaitHours: config.VAULT_ADDRESS_WAIT_HOURS,
    witnessKey: config.WITNESS_PUBLIC_KEY ?? null,
    production: config.DOZO_PRODUCTION,
  },
  clock: systemClock,
  random: systemRandom,
  newId: systemIds,
  onLost: (why) => {
    log.error('lost', { why })
    process.exit(1)
  },
})
const forgetting = await beginForgetting(vault.core, config.LOG_DIR)
if (forgetting.replayed.records > 0) log.warn('forgotten-again', forgetting.replayed)
const guard = await openClockGuard(forgetting.core)
const core = { ...forgetting.core, reckoning: guard }
const keeper = new KeyKeeper(core, {
  ringDays: config.VAULT_RING_DAYS,
  backupDays: config.BACKUP_KEEP_DAYS,
})
const canaries = { domains: config.CANARY_DOMAINS, count: config.CANARY_COUNT }
const handlers = await vaultHandlers({ ...vault, core }, keeper, canaries, guard)
const onFault = (fault: { reference?: string; call?: string | undefined; error: unknown }) =>
  log.error('fault', {
    reference: fault.reference,
    call: fault.call,
    error: bareError(fault.error),
  })

// Who asks little may not send much: a whole frame of JSON costs the one thread its time.
const little = { maxAskedBytes: 64 * 1024 }
const askLittle = ['storefront', 'mailer', 'monitor']
const callers = Object.entries(handlers).map(([caller, handler]) => [
  caller,
  answers(
    calls.vault[caller as 'mailer'],
    handler as typeof handlers.mailer,
    askLittle.includes(caller) ? little : {},
  ),
])
const gateway = answers(calls.vault.gateway, publishedFiles(config.LOG_DIR), little)
const server = await serveCallers('vault', { ...Object.fromEntries(callers), gateway }, config, {
  log,
  onFault,
  at: config.VAULT_LISTEN,
  from: config.VAULT_CALLERS_FROM,
  onEnding: () => {
    const day = systemClock().toISOString().slice(0, 10)
    raiseOwnAlarm(core, 'certificate-ends', 'calls', day).catch((error) => onFault({ error }))
  },
})
const stopForgetting = keepForgetting(core, config.LOG_DIR, (error) => onFault({ error }))
const stopSigns = keepSigns(core, vault.log, {
  waitMinutes: config.WITNESS_WAIT_MINUTES,
  onFault: (error) => onFault({ error }),
})
const stopTurning = keeper.start((error) => onFault({ error }))
sayLess(bareError)
ready(
  vault.stopWaiting,
  server.close,
  stopForgetting,
  stopTurning,
  stopSigns,
  changeEveryMinute(core, (error) => onFault({ error })),
  () => vault.close(),
  () => forgetting.close(),
)
