import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import pg from 'pg'
import { type Server, withAdmin } from './admin.ts'
import { setUpLock } from './databases.ts'
import { prepareQueue, queueVersion } from './queue.ts'
import { type Kind, owner } from './roles.ts'

export type MigrationWish = {
  server: Server
  database: string
  kind: Kind
  /** The folder `db`. */
  folder: string
  /**
   * Only these migrations and nothing after them, to read a backup into the tables it was copied
   * from. Throws when one is not in the folder, or was another file.
   */
  only?: readonly { name: string; hash: string }[]
  say: (line: string) => void
}

type Step = { name: string; text: string; hash: string }

const fileName = /^\d{4}-[a-z0-9-]+\.sql$/

/**
 * Brings one database to what the folder says: migrations not yet run, in order; then, if anything
 * at all changed, all functions and the whole grants file again, in one transaction.
 *
 * Safe to run twice at once and as often as one likes. A file that was changed after it ran is
 * refused: nobody can say what such a database looks like.
 */
export async function migrate(wish: MigrationWish): Promise<void> {
  const { server, database, kind, folder, say } = wish
  const inFolder = numbered(stepsIn(join(folder, 'migrations', kind)))
  const migrations = wish.only ? chosen(inFolder, wish.only) : inFolder
  const functions = stepsIn(join(folder, 'functions', kind))
  const grants = stepsFrom([join(folder, `grants-${kind}.sql`)])
  const parts = [...migrations, ...functions, ...grants].map((step) => step.hash)
  const rules = hashOf([...parts, queueVersion].join())

  await withAdmin(server, database, async (client) => {
    await client.query('select pg_advisory_lock($1)', [setUpLock])
    const done = await stepsDone(client)
    const news = migrations.filter((step) => isNew(step, done, kind))
    for (const step of news) {
      say(`${kind}: ${step.name}`)
      await inOneGo(client, () => runStep(client, step))
    }
    if (kind === 'market' && done.get('queue') !== queueVersion) {
      say(`${kind}: job queue ${queueVersion}`)
      await prepareQueue(server, database)
      await note(client, 'queue', queueVersion)
    }
    if (wish.only || done.get('functions and grants') === rules) return

    say(`${kind}: functions and grants`)
    await inOneGo(client, async () => {
      await asOwner(client, functions)
      for (const step of grants) await run(client, step)
      await note(client, 'functions and grants', rules)
    })
    if (kind === 'market') await assertJapanese(client)
  })
}

function chosen(steps: Step[], only: readonly { name: string; hash: string }[]): Step[] {
  return only.map(({ name, hash }) => {
    const step = steps.find((each) => each.name === name)
    if (!step) throw new Error(`The backup was made by a newer release: it knows ${name}.`)
    if (step.hash !== hash) throw new Error(`The backup was made with another ${name}.`)
    return step
  })
}

async function stepsDone(client: pg.Client): Promise<Map<string, string>> {
  await client.query(`create table if not exists schema_migrations (
    name text primary key, hash text not null, applied_at timestamptz not null default now())`)
  const { rows } = await client.query<{ name: string; hash: string }>(
    'select name, hash from schema_migrations',
  )
  return new Map(rows.map((row) => [row.name, row.hash]))
}

function isNew(step: Step, done: Map<string, string>, kind: Kind): boolean {
  const before = done.get(step.name)
  if (before !== undefined && before !== step.hash) {
    throw new Error(
      `db/migrations/${kind}/${step.name} was changed after it ran here; write a new file instead.`,
    )
  }
  return before === undefined
}

async function runStep(client: pg.Client, step: Step): Promise<void> {
  await asOwner(client, [step])
  await note(client, step.name, step.hash)
}

async function asOwner(client: pg.Client, steps: Step[]): Promise<void> {
  await client.query(`set local role ${pg.escapeIdentifier(owner)}`)
  for (const step of steps) await run(client, step)
  await client.query('reset role')
}

async function run(client: pg.Client, step: Step): Promise<void> {
  try {
    await client.query(step.text)
  } catch (cause) {
    const { message, position } = cause as { message: string; position?: string }
    const line = position ? `:${step.text.slice(0, Number(position)).split('\n').length}` : ''
    throw new Error(`${step.name}${line}: ${message}`, { cause })
  }
}

async function note(client: pg.Client, name: string, hash: string): Promise<void> {
  await client.query(
    `insert into schema_migrations (name, hash) values ($1, $2)
     on conflict (name) do update set hash = excluded.hash, applied_at = now()`,
    [name, hash],
  )
}

async function inOneGo(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query('begin')
  try {
    await work()
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

/** With a wrong LC_CTYPE no Japanese letter counts as one, and a search finds nothing, silently. */
async function assertJapanese(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ has: boolean }>(
    `select exists (select from pg_extension where extname = 'pg_trgm') as has`,
  )
  if (!rows[0]?.has) return
  const seen = await client.query<{ count: number }>(
    `select cardinality(show_trgm('日本')) as count`,
  )
  if (!seen.rows[0]?.count) {
    throw new Error(
      'This PostgreSQL makes no trigrams of Japanese; its database needs LC_CTYPE C.UTF-8.',
    )
  }
}

/** Numbers may leave gaps, for changes made side by side, but no two files have the same one. */
function numbered(steps: Step[]): Step[] {
  const numbers = new Set<string>()
  for (const { name } of steps) {
    const number = name.slice(0, 4)
    if (!fileName.test(name) || numbers.has(number)) {
      throw new Error(`Each migration has a number of its own, 0001-….sql: found ${name}.`)
    }
    numbers.add(number)
  }
  return steps
}

function stepsIn(folder: string): Step[] {
  if (!existsSync(folder)) return []
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  return stepsFrom(names.sort().map((name) => join(folder, name)))
}

function stepsFrom(files: string[]): Step[] {
  return files.filter(existsSync).map((file) => {
    const text = readFileSync(file, 'utf8')
    return { name: basename(file), text, hash: hashOf(text) }
  })
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
