import pg from 'pg'

/** How to reach a PostgreSQL as somebody. `host` may be the folder of a Unix socket. */
export type Server = { host: string; port: number; user: string; password: string }

const connectMillis = 5_000
const statementMillis = 600_000

/** Reads `postgres://user:password@host:port/db`; a `host=` parameter names a socket's folder. */
export function serverAt(address: string): Server {
  const url = new URL(address)
  return {
    host: url.searchParams.get('host') ?? url.hostname,
    port: Number(url.searchParams.get('port') ?? (url.port || 5432)),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  }
}

/** The address of one database for one role, in the form every process reads. */
export function addressOf(server: Server, database: string): string {
  const user = `${encodeURIComponent(server.user)}:${encodeURIComponent(server.password)}`
  if (!server.host.startsWith('/')) {
    return `postgres://${user}@${server.host}:${server.port}/${database}`
  }
  const way = new URLSearchParams({ host: server.host, port: String(server.port) })
  return `postgres://${user}@localhost/${database}?${way}`
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
export function serverAs(server: Server, database: string): pg.ClientConfig {
  return {
    ...server,
    database,
    connectionTimeoutMillis: connectMillis,
    statement_timeout: statementMillis,
    application_name: 'dozo set-up',
  }
}
