import { createHash } from 'node:crypto'
import { finished } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { CopiedRows, CopiedTable, DatabaseLevel, WaitingJob } from './copy-out.ts'

const name = pg.escapeIdentifier

/**
 * Lets rows come in any order: rules between tables are taken off and triggers silenced, and
 * come back with `guardsBack`, which checks every row by every rule.
 */
export async function guardsOff(client: pg.Client): Promise<{ guardsBack(): Promise<void> }> {
  type Rule = { table: string; rule: string; text: string }
  const { rows: rules } = await client.query<Rule>(
    `select conrelid::regclass::text as table, conname as rule, pg_get_constraintdef(oid) as text
     from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace
     order by 1, 2`,
  )
  const { rows: tables } = await client.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind = 'r'
       and relowner = current_user::regrole`,
  )
  for (const { table, rule } of rules) {
    await client.query(`alter table ${table} drop constraint ${name(rule)}`)
  }
  for (const table of tables) {
    await client.query(`alter table ${table.name} disable trigger user`)
  }
  return {
    guardsBack: async () => {
      for (const table of tables) {
        await client.query(`alter table ${table.name} enable trigger user`)
      }
      for (const { table, rule, text } of rules) {
        await client.query(`alter table ${table} add constraint ${name(rule)} ${text}`)
      }
      await client.query('analyze')
    },
  }
}

/** Reads rows back; gives what they add up to. Tables made by migrations are emptied first. */
export async function rowsInto(
  client: pg.Client,
  { name: table, columns }: CopiedTable,
  pieces: AsyncIterable<Uint8Array>,
): Promise<CopiedRows> {
  const hash = createHash('sha256')
  await client.query(`delete from ${name(table)}`)
  const list = columns.map((column) => name(column)).join(', ')
  const stream = client.query(copyFrom(`copy ${name(table)} (${list}) from stdin`))
  const ended = finished(stream)
  ended.catch(() => {})
  for await (const piece of pieces) {
    hash.update(piece)
    if (!stream.write(piece)) {
      await Promise.race([ended, new Promise((resolve) => stream.once('drain', resolve))])
    }
  }
  stream.end()
  await ended
  return { rows: stream.rowCount, sha256: hash.digest('hex') }
}

/** What is counted from goes on where it was. */
export async function sequencesInto(
  client: pg.Client,
  { sequences }: DatabaseLevel,
): Promise<void> {
  for (const { name: sequence, last } of sequences) {
    if (last === null) continue
    await client.query('select setval(quote_ident($1)::regclass, $2::bigint)', [sequence, last])
  }
}

/** Puts jobs back to wait. */
export async function jobsInto(client: pg.Client, jobs: readonly WaitingJob[]): Promise<void> {
  for (const { task, payload, key } of jobs) {
    await client.query(
      'select graphile_worker.add_job($1, payload := $2::json, job_key := $3::text, max_attempts := 8)',
      [task, JSON.stringify(payload), key],
    )
  }
}
