import { createHash } from 'node:crypto'
import { chmodSync, lstatSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ConfigError } from '#lib/config-error.ts'
import { flag, optional, readSettings, wholeNumber } from '#processes/config.ts'
import { processes } from '#processes/table.ts'

/** One installation: where it keeps everything, and where it can be reached. */
export type Installation = {
  /** The checkout or release folder. */
  root: string
  data: string
  /** Sockets of the processes; short enough for a socket's path. */
  runDir: string
  port: number
  production: boolean
  /** Whether a practice start fills the demo town. */
  demoTown: boolean
  /** An administrator's address of a PostgreSQL we did not start; unset means our own. */
  adminUrls: { market: string | undefined; vault: string | undefined }
  /** Each process has a user and a network of its own. */
  hasUsers: boolean
  /** To whom backups and keys are closed, and how long backups are kept. */
  backup: { recipient: string | undefined; keysRecipient: string | undefined; keepDays: number }
  /** The processes of this host; undefined for all nine. */
  only: readonly string[] | undefined
  /** Folder of the papers by which processes know each other across hosts. */
  callsDir: string
  /** Folder of the key that vouches for them. */
  callsAuthorityDir: string
  /** Longest pause before a process that keeps falling is started again. */
  longestPauseMillis: number
  /** The environment that may set any setting of a process by its name. */
  env: Readonly<Record<string, string | undefined>>
}

/** Room for `/payments/for-storefront/socket`, the longest name, within the kernel's limit. */
const longestRunDir = 70

const settings = {
  /** Folder of everything that must survive: database, secrets, files. Default `data`. */
  DOZO_DATA: optional,
  /** The public port; the four next ones are for provider, mailbox, its SMTP, PostgreSQL. */
  PORT: wholeNumber({ min: 1, max: 65_531, usual: 8080 }),
  DOZO_PRODUCTION: flag,
  /** Processes to start on this host, with commas, as `--only` says it. Not set: all nine. */
  DOZO_ONLY: onlyOf,
  /** Folder of keys and certificates for calls between hosts. Default `<data>/calls`. */
  CALLS_DIR: optional,
  /** Folder of the key behind them; best on another disk. Default `<CALLS_DIR>/authority`. */
  CALLS_AUTHORITY_DIR: optional,
  /** 0 leaves a practice start without works and people. */
  DOZO_DEMO_TOWN: (value: string | undefined) => flag(value ?? '1'),
  /** Folder of the sockets. Default `<data>/run`, or a short one when that is too long. */
  DOZO_RUN_DIR: optional,
  /** An existing PostgreSQL 16 or newer for the market, as its administrator. */
  MARKET_DATABASE_ADMIN_URL: optional,
  /** The same for the vault; may be another server. */
  VAULT_DATABASE_ADMIN_URL: optional,
  /** 1, as root: a user of its own for each process, and no network but what it needs. */
  DOZO_USERS: flag,
  /** The age recipient (`age1…`) to which backups are closed; see `dozo backup --help`. */
  BACKUP_RECIPIENT: optional,
  /** The age recipient to which the copy of the key ring is closed; another one. */
  BACKUP_KEYS_RECIPIENT: optional,
  /** Days a backup is kept; what was erased is unreadable everywhere after them. */
  BACKUP_KEEP_DAYS: wholeNumber({ min: 1, max: 400, usual: 35 }),
  /** Kill tests shorten it: there every fall is meant. */
  DOZO_LONGEST_PAUSE_MILLIS: wholeNumber({ min: 50, max: 60_000, usual: 10_000 }),
}

/** Reads the supervisor's own settings; `production` may also come from the command line. */
export function readInstallation(
  root: string,
  env: Readonly<Record<string, string | undefined>>,
  isProduction: boolean,
  only?: string,
): Installation {
  const given = only === undefined ? env : { ...env, DOZO_ONLY: only }
  const read = readSettings(settings, given)
  const data = resolve(root, read.DOZO_DATA ?? 'data')
  const callsDir = resolve(root, read.CALLS_DIR ?? join(data, 'calls'))
  return {
    root,
    data,
    runDir: read.DOZO_RUN_DIR ? resolve(root, read.DOZO_RUN_DIR) : runDirFor(data),
    port: read.PORT,
    production: isProduction || read.DOZO_PRODUCTION,
    demoTown: read.DOZO_DEMO_TOWN && !isProduction && !read.DOZO_PRODUCTION,
    adminUrls: { market: read.MARKET_DATABASE_ADMIN_URL, vault: read.VAULT_DATABASE_ADMIN_URL },
    hasUsers: read.DOZO_USERS && asRoot(),
    backup: backupOf(read),
    only: read.DOZO_ONLY,
    callsDir,
    callsAuthorityDir: resolve(root, read.CALLS_AUTHORITY_DIR ?? join(callsDir, 'authority')),
    longestPauseMillis: read.DOZO_LONGEST_PAUSE_MILLIS,
    env,
  }
}

function onlyOf(value: string | undefined): readonly string[] | undefined {
  if (value === undefined) return undefined
  const named = value.split(',').map((each) => each.trim())
  const known = processes.map(({ name }) => name)
  const unknown = named.find((each) => !known.includes(each))
  if (unknown !== undefined) throw new RangeError(`names "${unknown}", which is no process`)
  return named
}

function asRoot(): true {
  if (process.geteuid?.() === 0) return true
  throw new ConfigError(['DOZO_USERS=1 needs to be started as root, which gives out the users.'])
}

/** Makes the folders that only we may enter, or only one of our users each. */
export function prepareFolders({ data, runDir, hasUsers }: Installation): void {
  mkdirSync(data, { recursive: true })
  mkdirSync(join(data, 'secrets'), { recursive: true, mode: 0o700 })
  mkdirSync(join(data, 'logs'), { recursive: true, mode: 0o700 })
  mkdirSync(join(data, 'run'), { recursive: true, mode: 0o700 })
  mkdirSync(runDir, { recursive: true, mode: 0o700 })
  // Everybody may go through to what is theirs; what is below has owners of its own.
  if (hasUsers) for (const folder of [data, join(data, 'run'), runDir]) chmodSync(folder, 0o711)
  refuseForeign(runDir, hasUsers ? 0o022 : 0o077)
}

/** A folder of sockets that somebody else made first is theirs, whatever lies in it. */
function refuseForeign(folder: string, forbidden: number): void {
  const found = lstatSync(folder)
  const isOurs = found.isDirectory() && found.uid === process.geteuid?.()
  if (!isOurs || (found.mode & forbidden) !== 0) {
    throw new ConfigError([
      `${folder} must be a folder of our own that nobody else may enter or write in.`,
    ])
  }
}

function runDirFor(data: string): string {
  const own = join(data, 'run')
  if (own.length <= longestRunDir) return own
  const name = createHash('sha256').update(data).digest('hex').slice(0, 12)
  return `/tmp/dozo-${process.geteuid?.() ?? 0}-${name}`
}

function backupOf(read: {
  BACKUP_RECIPIENT: string | undefined
  BACKUP_KEYS_RECIPIENT: string | undefined
  BACKUP_KEEP_DAYS: number
}): Installation['backup'] {
  const { BACKUP_RECIPIENT: recipient, BACKUP_KEYS_RECIPIENT: keysRecipient } = read
  return { recipient, keysRecipient, keepDays: read.BACKUP_KEEP_DAYS }
}
