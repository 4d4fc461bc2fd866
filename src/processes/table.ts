import type { Role } from '#adapters/postgres/roles.ts'

/** One program the supervisor keeps alive. */
export type ProcessRow = {
  name: string
  /** Its Postgres role, when it has one. */
  role: Role | null
  /** Where it can be reached: HTTP through the gateway, a port of its own, or calls only. */
  listens: 'http' | 'port' | 'calls'
  /** Higher waves start after lower ones are ready. */
  wave: number
  /** All that its environment holds; see supervisor/settings.ts for what each is. */
  settings: readonly string[]
  /** Folders and files, by the settings that name them, which it may read; besides its program. */
  reads: readonly string[]
  /** And those it may change. */
  writes: readonly string[]
  /** Whom it asks over the network, besides a database that is not on this machine. */
  connects: readonly ('provider' | 'relay' | 'gateway' | 'keys')[]
  /** Loads packages with native code, from node_modules: pictures. */
  modules?: true
  /** Most megabytes of long-lived objects; a leak ends as a restart, not as a full machine. */
  heapMegabytes: number
}

const everyProcess = ['RUN_DIR', 'DOZO_PRODUCTION', 'DOZO_STOP_AT'] as const
const origins = ['SHOP_ORIGIN', 'ACCOUNT_ORIGIN', 'PAY_ORIGIN', 'CONSOLE_ORIGIN'] as const
const market = ['MARKET_NAME', 'MARKET_REGISTRATION_NUMBER', 'MARKET_CONTACT'] as const
const site = [...everyProcess, ...origins, 'BUILD_DIR'] as const

const asksVault = ['VAULT_AT', 'CALLS_CERTIFICATE'] as const

/** The nine. A secret stands in one row only, save where two must share it to trust each other. */
export const processes: readonly ProcessRow[] = [
  {
    name: 'vault',
    role: 'vault',
    listens: 'calls',
    wave: 1,
    settings: [
      ...everyProcess,
      ...origins,
      'VAULT_LISTEN',
      'VAULT_CALLERS_FROM',
      'CALLS_CERTIFICATE',
      'VAULT_DATABASE_URL',
      'STATEMENT_SECONDS',
      'VAULT_RING_DIR',
      'VAULT_RING_COPY_DIR',
      'VAULT_LOG_ORIGIN',
      'LOG_DIR',
      'MARKET_NAME',
      'MAIL_FROM',
      'PROVIDER_HOSTS',
      'PROVIDER_ORIGIN',
      'OPERATOR_LOCALE',
      'VAULT_ADDRESS_WAIT_HOURS',
      'VAULT_QUOTAS',
      'VAULT_RING_DAYS',
      'BACKUP_KEEP_DAYS',
      'KEYS_TRANSIT_URL',
      'KEYS_TRANSIT_MOUNT',
      'KEYS_TRANSIT_NAME',
      'KEYS_TRANSIT_NAMESPACE',
      'KEYS_TRANSIT_TOKEN_FILE',
      'KEYS_TRANSIT_ROLE_FILE',
      'KEYS_TRANSIT_CA_FILE',
      'WITNESS_PUBLIC_KEY',
      'WITNESS_WAIT_MINUTES',
      'CANARY_DOMAINS',
      'CANARY_COUNT',
    ],
    reads: [
      'CALLS_CERTIFICATE',
      'VAULT_RING_DIR',
      'VAULT_RING_COPY_DIR',
      'LOG_DIR',
      'KEYS_TRANSIT_TOKEN_FILE',
      'KEYS_TRANSIT_ROLE_FILE',
      'KEYS_TRANSIT_CA_FILE',
    ],
    writes: ['VAULT_RING_DIR', 'VAULT_RING_COPY_DIR', 'LOG_DIR'],
    connects: ['keys'],
    heapMegabytes: 256,
  },
  {
    name: 'storefront',
    role: 'storefront',
    listens: 'http',
    wave: 2,
    settings: [
      ...site,
      ...asksVault,
      'STOREFRONT_DATABASE_URL',
      'STATEMENT_SECONDS',
      'STOREFRONT_COOKIE_KEY',
      'STORAGE_DIR',
      'ORDER_HOLD_MINUTES',
      'SELLER_OPEN_UPLOADS',
      'SELLER_STORAGE_GIGABYTES',
    ],
    reads: ['CALLS_CERTIFICATE', 'BUILD_DIR', 'STORAGE_DIR'],
    writes: ['STORAGE_DIR'],
    connects: [],
    heapMegabytes: 384,
  },
  {
    name: 'accounts',
    role: 'accounts',
    listens: 'http',
    wave: 2,
    settings: [
      ...site,
      ...asksVault,
      ...market,
      'ACCOUNTS_DATABASE_URL',
      'STATEMENT_SECONDS',
      'ACCOUNTS_COOKIE_KEY',
    ],
    reads: ['CALLS_CERTIFICATE', 'BUILD_DIR'],
    writes: [],
    connects: [],
    heapMegabytes: 256,
  },
  {
    name: 'payments',
    role: 'payments',
    listens: 'http',
    wave: 2,
    settings: [
      ...site,
      ...asksVault,
      'PAYMENTS_LISTEN',
      'PAYMENTS_CALLERS_FROM',
      ...market,
      'PAYMENTS_DATABASE_URL',
      'STATEMENT_SECONDS',
      'PAYMENTS_CONNECTIONS',
      'PAYMENT_PROVIDERS',
      'PAYMENT_SESSION_MINUTES',
      'PAYMENT_FIRST_ASK_SECONDS',
      'PAYMENT_SWEEP_MILLIS',
      'KONBINI_DAYS',
      'REFUND_DAILY_CEILING',
      'PROVIDER_ORIGIN',
      'PROVIDER_ANSWER_SECONDS',
      'SANDBOX_PROVIDER_PORT',
      'SANDBOX_PROVIDER_SECRET_KEY',
      'SANDBOX_PROVIDER_WEBHOOK_SECRET',
    ],
    reads: ['CALLS_CERTIFICATE', 'BUILD_DIR'],
    writes: [],
    connects: ['provider'],
    heapMegabytes: 256,
  },
  {
    name: 'mailer',
    role: null,
    listens: 'calls',
    wave: 2,
    settings: [...everyProcess, ...asksVault, 'SMTP_URL', 'MAIL_FROM'],
    reads: ['CALLS_CERTIFICATE'],
    writes: [],
    connects: ['relay'],
    heapMegabytes: 96,
  },
  {
    name: 'worker',
    role: 'worker',
    listens: 'calls',
    wave: 2,
    settings: [...everyProcess, 'WORKER_DATABASE_URL', 'STORAGE_DIR'],
    reads: ['STORAGE_DIR'],
    writes: ['STORAGE_DIR'],
    connects: [],
    modules: true,
    heapMegabytes: 384,
  },
  {
    name: 'console',
    role: 'console',
    listens: 'http',
    wave: 2,
    settings: [
      ...site,
      ...asksVault,
      'PAYMENTS_AT',
      'MONITOR_AT',
      'CONSOLE_DATABASE_URL',
      'STATEMENT_SECONDS',
      'CONSOLE_COOKIE_KEY',
      'PROVIDER_ORIGIN',
    ],
    reads: ['CALLS_CERTIFICATE', 'BUILD_DIR'],
    writes: [],
    connects: [],
    heapMegabytes: 192,
  },
  {
    name: 'gateway',
    role: null,
    listens: 'port',
    wave: 3,
    settings: [
      ...site,
      ...asksVault,
      'PORT',
      'LISTEN_ADDRESS',
      'LOG_DIR',
      'PROVIDER_ORIGIN',
      'TRUSTED_PROXY',
      'TLS_CERTIFICATE',
      'TLS_KEY',
      'ANSWER_SECONDS',
    ],
    reads: ['CALLS_CERTIFICATE', 'BUILD_DIR', 'LOG_DIR', 'TLS_CERTIFICATE', 'TLS_KEY'],
    writes: [],
    connects: [],
    heapMegabytes: 128,
  },
  {
    name: 'monitor',
    role: null,
    listens: 'calls',
    wave: 4,
    settings: [
      ...everyProcess,
      ...asksVault,
      'MONITOR_LISTEN',
      'MONITOR_CALLERS_FROM',
      ...origins,
      'MONITOR_GATEWAY',
      'MONITOR_CA_FILE',
      'BUILD_DIR',
      'MONITOR_DIR',
      'LOOK_EVERY_MILLIS',
      'WITNESS_EVERY_MILLIS',
      'CANARY_SMTP_PORT',
      'CANARY_SMTP_ADDRESS',
      'CANARY_DOMAINS',
      'MONITOR_WITNESS_KEY',
      'WITNESS_NAME',
      'LOG_PUBLIC_KEY',
      'LOG_STILL_MINUTES',
      'PROVIDER_ORIGIN',
      'SANDBOX_PROVIDER_READ_KEY',
    ],
    reads: ['CALLS_CERTIFICATE', 'BUILD_DIR', 'MONITOR_DIR', 'MONITOR_CA_FILE'],
    writes: ['MONITOR_DIR'],
    connects: ['gateway', 'provider'],
    heapMegabytes: 96,
  },
]

/** Programs of the sandbox: outside of Dozo, started beside it in development only. */
export const practicePrograms: readonly ProcessRow[] = [
  {
    name: 'provider',
    role: null,
    listens: 'port',
    wave: 0,
    settings: [
      'SANDBOX_PROVIDER_PORT',
      'SANDBOX_PROVIDER_ORIGIN',
      'SANDBOX_PROVIDER_SECRET_KEY',
      'SANDBOX_PROVIDER_READ_KEY',
      'SANDBOX_PROVIDER_WEBHOOK_SECRET',
      'SANDBOX_PROVIDER_WEBHOOK_URL',
      'SANDBOX_PROVIDER_LATE_SECONDS',
      'SANDBOX_PROVIDER_BACKOFF_MILLIS',
      'SANDBOX_DATA_DIR',
    ],
    reads: [],
    writes: [],
    connects: [],
    heapMegabytes: 256,
  },
  {
    name: 'mailbox',
    role: null,
    listens: 'port',
    wave: 0,
    settings: [
      'MAILBOX_WEB_PORT',
      'MAILBOX_ORIGIN',
      'MAILBOX_SMTP_PORT',
      'MAILBOX_DATA_DIR',
      'MAILBOX_MOST_BYTES',
      'MAILBOX_MOST_LETTERS',
    ],
    reads: [],
    writes: [],
    connects: [],
    heapMegabytes: 128,
  },
]
