import type pg from 'pg'
import type { Server } from '#adapters/postgres/admin.ts'
import { guardsOff, jobsInto, rowsInto, sequencesInto } from '#adapters/postgres/copy-in.ts'
import type { CopiedRows, CopiedTable, WaitingJob } from '#adapters/postgres/copy-out.ts'
import { migrate } from '#adapters/postgres/migrations.ts'
import type { Kind } from '#adapters/postgres/roles.ts'
import { asOwner } from '#adapters/postgres/snapshot.ts'
import type { TarMember } from '#lib/tar.ts'
import { readArchive } from './archive.ts'
import type { ArchiveHeader, ArchiveTrailer } from './copy-database.ts'
import { ledgerSumsIn, logTreeIn } from './log-figures.ts'

export interface LoadWish {
  backup: string
  kind: Kind
  server: Server
  /** Made and empty; nobody but us knows its name. */
  database: string
  path: string
  identities: readonly string[]
  /** The folder `db` of this release. */
  db: string
  say: (line: string) => void
}

/**
 * Reads one archive into a new database, at the level it was copied from. Rows, hashes, sums and
 * the log's root must come out as its last member says; all of it in one transaction.
 */
export async function loadDatabase(wish: LoadWish): Promise<ArchiveTrailer> {
  const { kind, server, database, path, say } = wish
  const members = readArchive(path, wish.identities)
  const header = await headerOf(members, wish)
  const { level } = header
  const migrations = { server, database, kind, folder: wish.db, say: () => {} }
  await migrate({ ...migrations, only: level.migrations })
  return asOwner(server, database, async (client) => {
    await client.query('begin')
    const { guardsBack } = await guardsOff(client)
    const read = await readTables(client, members, level.tables)
    await sequencesInto(client, level)
    const jobs: WaitingJob[] = JSON.parse(read.next.bytes.toString())
    await jobsInto(client, jobs)
    const trailer: ArchiveTrailer = await memberOf(members, 'trailer.json', path)
    if (!(await members.next()).done) throw new Error(`${path} does not end where it should.`)
    await guardsBack()
    await assertAddsUp(client, { trailer, read: read.copied, jobs: jobs.length, header, path })
    await client.query('commit')
    const rows = Object.values(trailer.tables).reduce((sum, each) => sum + each.rows, 0)
    say(`${kind}: ${level.tables.length} tables, ${rows} rows`)
    return trailer
  })
}

type Members = AsyncGenerator<TarMember>
type Part = Pick<LoadWish, 'backup' | 'kind' | 'path'>

/** That this identity opens the archive that is meant; reads its beginning only. */
export async function assertOpens(part: Part & Pick<LoadWish, 'identities'>): Promise<void> {
  const members = readArchive(part.path, part.identities)
  await headerOf(members, part)
  await members.return(undefined)
}

async function headerOf(members: Members, { backup, kind, path }: Part): Promise<ArchiveHeader> {
  const header: ArchiveHeader = await memberOf(members, 'header.json', path)
  if (header.format !== 1 || header.backup !== backup || header.kind !== kind) {
    throw new Error(`${path} belongs to another backup.`)
  }
  return header
}

async function memberOf<T>(members: Members, name: string, path: string): Promise<T> {
  const { value, done } = await members.next()
  if (done || value.name !== name) throw new Error(`${path} holds no ${name} where it should.`)
  return JSON.parse(value.bytes.toString())
}

/** Every table in the order of the level; gives also the member that follows the last. */
async function readTables(client: pg.Client, members: Members, tables: readonly CopiedTable[]) {
  const copied: Record<string, CopiedRows> = {}
  let next = await nextOf(members)
  for (const table of tables) {
    const prefix = `tables/${table.name}/`
    async function* pieces(): AsyncGenerator<Uint8Array> {
      while (next.name.startsWith(prefix)) {
        yield next.bytes
        next = await nextOf(members)
      }
    }
    copied[table.name] = await rowsInto(client, table, pieces())
  }
  if (next.name !== 'jobs.json') throw new Error(`${next.name} belongs to no table of the backup.`)
  return { copied, next }
}

async function nextOf(members: Members): Promise<TarMember> {
  const { value, done } = await members.next()
  if (done) throw new Error('The archive ends too soon.')
  return value
}

async function assertAddsUp(
  client: pg.Client,
  want: {
    trailer: ArchiveTrailer
    read: Record<string, CopiedRows>
    jobs: number
    header: ArchiveHeader
    path: string
  },
): Promise<void> {
  const { trailer, read, header, path } = want
  const names = Object.keys(trailer.tables)
  const wrong = names.filter(
    (name) =>
      trailer.tables[name]?.rows !== read[name]?.rows ||
      trailer.tables[name]?.sha256 !== read[name]?.sha256,
  )
  const isWhole = names.length === header.level.tables.length && trailer.jobs === want.jobs
  if (trailer.backup !== header.backup || wrong.length > 0 || !isWhole) {
    throw new Error(`${path} does not add up: ${wrong.join(', ') || 'its parts'} differ.`)
  }
  if (header.kind === 'market') {
    const sums = JSON.stringify(await ledgerSumsIn(client))
    if (sums !== JSON.stringify(trailer.ledger)) {
      throw new Error(`${path}: the ledger does not add up to what it was.`)
    }
    return
  }
  const tree = await logTreeIn(client)
  if (tree.size !== trailer.log?.size || tree.root().toString('hex') !== trailer.log.root) {
    throw new Error(`${path}: the log is not the one that was copied.`)
  }
}
