import pg from 'pg'

/**
 * What the database said no to, without what was asked: PostgreSQL's own errors repeat values
 * in `detail`, `where` and even in the message, and those may be personal.
 */
export class DatabaseFault extends Error {
  override readonly name = 'DatabaseFault'
  /** SQLSTATE, or the system's code for a lost connection. */
  readonly code: string
  readonly constraint: string | undefined
  readonly #isFromServer: boolean

  constructor(error: unknown) {
    const { code = 'unknown', constraint } = error as { code?: string; constraint?: string }
    super(`database: ${code}${constraint ? ` (${constraint})` : ''}`)
    this.code = code
    this.constraint = constraint
    this.#isFromServer = error instanceof pg.DatabaseError
  }

  /** The server answered, so the statement is undone; otherwise nobody knows. */
  get isAnswer(): boolean {
    return this.#isFromServer && !/^(?:08|57P)/.test(this.code)
  }

  get isConflict(): boolean {
    return this.code === '23505'
  }
}

/** A statement with a name, prepared once per connection. */
export interface Statement {
  name: string
  text: string
}

export interface Db {
  /** Runs one statement by itself and gives its rows. Throws DatabaseFault. */
  rows<T>(statement: Statement, values: unknown[]): Promise<T[]>
  close(): Promise<void>
}

/** No error of the driver leaves this file. */
const withoutValues = (error: unknown) => {
  throw new DatabaseFault(error)
}

function rowsBy(asked: pg.Pool | pg.Client): Db['rows'] {
  return (statement, values) =>
    asked.query({ ...statement, values }).then(({ rows }) => rows, withoutValues)
}

/** A server that lives says that it ended a statement; one that hangs says nothing. */
const graceMillis = 1_000

const boundedBy = (url: string, statementMillis: number) => ({
  connectionString: url,
  connectionTimeoutMillis: 5_000,
  statement_timeout: statementMillis,
  query_timeout: statementMillis + graceMillis,
  keepAlive: true,
  application_name: 'dozo-vault',
  // Every question is by key, so a nested loop over an index is the plan. The planner, guessing a
  // hundred rows behind each list of writes, would rather join with a whole table.
  // And what is answered is on the disk, however the server is set up.
  options:
    '-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c synchronous_commit=on',
})

/**
 * A few connections for questions and for counting tries; the rest goes by the sequencer. One
 * that did not answer in time is thrown away.
 */
export function openDb(url: string, statementMillis: number, connections = 4): Db {
  const pool = new pg.Pool({ ...boundedBy(url, statementMillis), max: connections })
  // A lost idle connection is made again when it is needed.
  pool.on('error', () => {})
  return { rows: rowsBy(pool), close: () => pool.end() }
}

/** Any number, the same for every vault of a database: its one sequencer holds it. */
const sequencerLock = 8_303_119
const lockTries = 25
const lockPauseMillis = 200

/**
 * The one connection that writes. It holds the lock by which there is only one, so a vault that
 * loses it cannot write either; `onLost` must end the process. Throws when another vault has it.
 */
export async function openWriter(
  url: string,
  statementMillis: number,
  onLost: () => void,
): Promise<Db> {
  const client = new pg.Client(boundedBy(url, statementMillis))
  let isClosing = false
  const lost = () => {
    if (!isClosing) onLost()
  }
  await client.connect().catch(withoutValues)
  const rows = rowsBy(client)
  for (let tries = 1; !(await hasLock(rows)); tries += 1) {
    if (tries === lockTries) {
      await client.end()
      throw new Error('Another vault already writes to this database.')
    }
    // One that was killed a moment ago may still be on its way out.
    await new Promise((resolve) => setTimeout(resolve, lockPauseMillis))
  }
  client.on('error', lost)
  client.on('end', lost)
  return {
    rows,
    close: async () => {
      isClosing = true
      await client.end()
    },
  }
}

const tryLock = { name: 'sequencer-lock', text: 'select pg_try_advisory_lock($1) as has' }

async function hasLock(rows: Db['rows']): Promise<boolean> {
  const [lock] = await rows<{ has: boolean }>(tryLock, [sequencerLock])
  return lock!.has
}
