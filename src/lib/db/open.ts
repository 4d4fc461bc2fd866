import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import { BoundedClient } from './bounded-client.ts'
import { preparing } from './prepared.ts'
import type { Databases } from './tables.ts'

export { inTransaction } from './in-transaction.ts'

/** A Postgres login role; its database type holds what its grants allow, and nothing else. */
export type DbRole = keyof Databases
export type Db<R extends DbRole> = Kysely<Databases[R]>
export type Tx<R extends DbRole> = Transaction<Databases[R]>

const int8 = 20
const int8Array = 1016
const date = 1082

// For the whole program: a bigint column is a bigint, never text or a rounded number.
pg.types.setTypeParser(int8, BigInt)
pg.types.setTypeParser(int8Array as number, (text) => parseArray(text))
// A calendar day has no hour and no time zone, so it stays text.
pg.types.setTypeParser(date, (text) => text)

export type PoolLimits = {
  /** Most connections this process holds at once. */
  max: number
  /**
   * A statement running longer is ended by the server; one second later by us, when the server
   * does not say so.
   */
  statementMillis?: number
  /**
   * Plans that look up by index only. A prepared statement keeps the plan of the moment it was
   * prepared; one made while a table was empty would read the whole of it for ever after.
   */
  byIndexOnly?: boolean
}

/** Together a little less than the gateway waits for a page, so that the page can say what is. */
const connectMillis = 5_000
const usualStatementMillis = 8_000
/** A server that lives says that it ended a statement; one that hangs says nothing. */
const graceMillis = 1_000
const idleInTransactionMillis = 15_000
const idleMillis = 60_000
/** Such a plan is the same for all values, so PostgreSQL need not make five to find that out. */
const byIndexOptions = '-c enable_seqscan=off -c plan_cache_mode=force_generic_plan'

/**
 * A pool for one role. Ask it directly for named prepared statements on the hot path:
 * `pool.query({ name, text, values })`.
 */
export function openPool(role: DbRole, url: string, limits: PoolLimits): pg.Pool {
  const { statementMillis = usualStatementMillis } = limits
  const pool = new pg.Pool({
    Client: BoundedClient,
    connectionString: url,
    max: limits.max,
    connectionTimeoutMillis: connectMillis,
    idleTimeoutMillis: idleMillis,
    statement_timeout: statementMillis,
    query_timeout: statementMillis + graceMillis,
    idle_in_transaction_session_timeout: idleInTransactionMillis,
    application_name: `dozo ${role}`,
    keepAlive: true,
    options: limits.byIndexOnly ? byIndexOptions : undefined,
  })
  // A connection that dies while idle is replaced by the next query.
  pool.on('error', () => {})
  return pool
}

/** The database as this role sees it. Give a pool instead of a URL to share its connections. */
export function openDb<R extends DbRole>(
  role: R,
  from: string | pg.Pool,
  limits: PoolLimits = { max: 4 },
): Db<R> {
  const pool = typeof from === 'string' ? openPool(role, from, limits) : from
  return new Kysely<Databases[R]>({ dialect: new PostgresDialect({ pool }) })
}

/**
 * The same connections for look-ups by id, in which every statement is prepared. Not for searches
 * and shelves: a plan that is kept does not know what is looked for.
 */
export function openLookups<R extends DbRole>(_role: R, pool: pg.Pool): Db<R> {
  return new Kysely<Databases[R]>({ dialect: new PostgresDialect({ pool: preparing(pool) }) })
}

function parseArray(text: string): (bigint | null)[] {
  const inside = text.slice(1, -1)
  if (inside === '') return []
  return inside.split(',').map((each) => (each === 'NULL' ? null : BigInt(each)))
}
