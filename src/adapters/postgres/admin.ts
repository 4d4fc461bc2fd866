import { readFileSync } from 'node:fs'
import pg from 'pg'
import { ConfigError } from '#lib/config-error.ts'

/** How to reach a PostgreSQL as somebody. `host` may be the folder of a Unix socket. */
export type Server = {
  host: string
  port: number
  user: string
  password: string
  /** Set where it is reached by TLS: certificate and name are checked, always. */
  tls?: Tls | undefined
}

/** A file with the certificates to believe; null for those that Node believes. */
type Tls = { rootCertificates: string | null }

const connectMillis = 5_000
const statementMillis = 600_000

/**
 * Reads `postgres://user:password@host:port/db`; a `host=` parameter names a socket's folder, and
 * `sslmode=verify-full` asks for TLS, with `sslrootcert=FILE` where the system does not know the
 * certificate. Throws ConfigError for any other mode: it would check less than it seems to.
 */
export function serverAt(address: string): Server {
  const url = new URL(address)
  return {
    host: url.searchParams.get('host') ?? url.hostname,
    port: Number(url.searchParams.get('port') ?? (url.port || 5432)),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    tls: tlsOf(url.searchParams),
  }
}

function tlsOf(asked: URLSearchParams): Tls | undefined {
  const mode = asked.get('sslmode') ?? 'disable'
  if (mode === 'verify-full') return { rootCertificates: asked.get('sslrootcert') }
  if (mode === 'disable') return undefined
  throw new ConfigError(['sslmode of a PostgreSQL must be verify-full, or disable.'])
}

/** The address of one database for one role, in the form every process reads. */
export function addressOf(server: Server, database: string): string {
  const user = `${encodeURIComponent(server.user)}:${encodeURIComponent(server.password)}`
  if (!server.host.startsWith('/')) {
    return `postgres://${user}@${server.host}:${server.port}/${database}${tlsParameters(server)}`
  }
  const way = new URLSearchParams({ host: server.host, port: String(server.port) })
  return `postgres://${user}@localhost/${database}?${way}`
}

function tlsParameters({ tls }: Server): string {
  if (!tls) return ''
  const asked = new URLSearchParams({ sslmode: 'verify-full' })
  if (tls.rootCertificates !== null) asked.set('sslrootcert', tls.rootCertificates)
  return `?${asked}`
}

/** True when the server lets us in. False while it is starting, recovering or away. */
export async function answers(server: Server): Promise<boolean> {
  try {
    await withAdmin(server, 'postgres', (client) => client.query('select 1'))
    return true
  } catch (error) {
    // A wrong password will not get better by waiting.
    if ((error as { code?: string }).code === '28P01') throw error
    return false
  }
}

/** One connection for set-up work, closed afterwards whatever happens. */
export async function withAdmin<T>(
  server: Server,
  database: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(serverAs(server, database))
  // An error on an idle connection is told by the next query.
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}

/** Connection settings for set-up work, which may build an index for minutes. */
export function serverAs({ tls, ...server }: Server, database: string): pg.ClientConfig {
  return {
    ...server,
    ssl: tls ? sslOf(tls) : false,
    database,
    connectionTimeoutMillis: connectMillis,
    statement_timeout: statementMillis,
    application_name: 'dozo set-up',
  }
}

function sslOf({ rootCertificates }: Tls): { ca?: string } {
  return rootCertificates === null ? {} : { ca: readFileSync(rootCertificates, 'utf8') }
}
