import { createHash } from 'node:crypto'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { owner } from './roles.ts'

/** A table as it is copied: the columns that are not computed, in their order. */
export interface CopiedTable {
  name: string
  columns: string[]
}

/** What was copied of a table; compared after it was read back. */
export interface CopiedRows {
  rows: number
  /** SHA-256 over the text of COPY. */
  sha256: string
}

/** What an archive holds of a database beside the rows. */
export interface DatabaseLevel {
  /** The migrations that ran, with the hash of each file. */
  migrations: { name: string; hash: string }[]
  tables: CopiedTable[]
  /** Last value of each sequence; null where it gave none yet. */
  sequences: { name: string; last: string | null }[]
}

const pieceBytes = 4 * 1024 * 1024
const name = pg.escapeIdentifier

/** Not copied: which migrations ran is what the level says. */
const ledgerOfMigrations = 'schema_migrations'

/** Which migrations, tables and sequences this database has. */
export async function levelOf(client: pg.Client): Promise<DatabaseLevel> {
  // The list of migrations belongs to whoever set the database up, the tables to their owner.
  await client.query('reset role')
  const migrations = await client.query(
    `select name, hash from ${ledgerOfMigrations} where name like '%.sql' order by name`,
  )
  await client.query(`set role ${name(owner)}`)
  const tables = await client.query(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> $1
       and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     group by c.relname order by c.relname`,
    [ledgerOfMigrations],
  )
  const sequences = await client.query(
    `select sequencename as name, last_value::text as last from pg_sequences
     where schemaname = 'public' order by 1`,
  )
  return { migrations: migrations.rows, tables: tables.rows, sequences: sequences.rows }
}

/**
 * The rows of one table in COPY's own text form, in pieces that fit into memory. `done` hears
 * what they add up to.
 */
export async function* rowsOf(
  client: pg.Client,
  { name: table, columns }: CopiedTable,
  done: (copied: CopiedRows) => void,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  const list = columns.map((column) => name(column)).join(', ')
  const stream = client.query(copyTo(`copy ${name(table)} (${list}) to stdout`))
  let piece: Buffer[] = []
  let have = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    hash.update(chunk)
    piece.push(chunk)
    have += chunk.length
    if (have < pieceBytes) continue
    yield Buffer.concat(piece)
    piece = []
    have = 0
  }
  if (have > 0) yield Buffer.concat(piece)
  done({ rows: stream.rowCount, sha256: hash.digest('hex') })
}

/** A job that waits, by its task. Half-done ones wait again: jobs are made to run twice. */
export interface WaitingJob {
  task: string
  payload: unknown
  key: string | null
}

const mostJobs = 1_000_000

/** The queue's tables belong to its release, so jobs are taken out by what they mean. */
export async function waitingJobs(client: pg.Client): Promise<WaitingJob[]> {
  const { rows } = await client.query(
    `select t.identifier as task, j.payload, j.key
     from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where j.attempts < j.max_attempts order by j.id limit $1`,
    [mostJobs],
  )
  return rows
}
