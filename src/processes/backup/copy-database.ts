import type pg from 'pg'
import type { WrittenFile } from '#adapters/age/age-files.ts'
import type { Server } from '#adapters/postgres/admin.ts'
import type { DatabaseLevel } from '#adapters/postgres/copy-out.ts'
import {
  type CopiedRows,
  levelOf,
  rowsOf,
  type WaitingJob,
  waitingJobs,
} from '#adapters/postgres/copy-out.ts'
import type { Kind } from '#adapters/postgres/roles.ts'
import { inSnapshot } from '#adapters/postgres/snapshot.ts'
import type { TarMember } from '#lib/tar.ts'
import { writeArchive } from './archive.ts'
import { ledgerSumsIn, logTreeIn, ringVersionsIn } from './log-figures.ts'

/** First member of an archive: whose it is, and what must be there before its rows. */
export interface ArchiveHeader {
  format: 1
  backup: string
  kind: Kind
  level: DatabaseLevel
}

/** Last member: what all of it must add up to. */
export interface ArchiveTrailer {
  backup: string
  tables: Record<string, CopiedRows>
  jobs: number
  /** Market: turnover of the ledger by currency. */
  ledger: Record<string, string> | null
  /** Vault: size and root of the log. */
  log: { size: number; root: string } | null
}

/** Figures of the vault's snapshot that its manifest needs. */
export interface VaultFigures {
  ringVersions: number[]
  log: { size: number; root: string }
}

export interface CopyWish {
  backup: string
  kind: Kind
  server: Server
  database: string
  path: string
  recipient: string
  say: (line: string) => void
}

/** Copies one database as it is at one moment into one closed file. */
export async function copyDatabase(wish: CopyWish) {
  return inSnapshot(wish.server, wish.database, async (client) => {
    const { rows } = await client.query<{ at: Date }>('select clock_timestamp() as at')
    const isVault = wish.kind === 'vault'
    const log = isVault ? await logFigures(client) : null
    const ledger = isVault ? null : await ledgerSumsIn(client)
    const ringVersions = isVault ? await ringVersionsIn(client) : []
    const written: WrittenFile = await writeArchive(
      wish.path,
      wish.recipient,
      archiveMembers(client, wish, { ledger, log }),
    )
    return { at: rows[0]!.at, written, ringVersions, log }
  })
}

async function logFigures(client: pg.Client): Promise<{ size: number; root: string }> {
  const tree = await logTreeIn(client)
  return { size: tree.size, root: tree.root().toString('hex') }
}

async function* archiveMembers(
  client: pg.Client,
  { backup, kind, say }: CopyWish,
  figures: Pick<ArchiveTrailer, 'ledger' | 'log'>,
): AsyncGenerator<TarMember> {
  const level = await levelOf(client)
  const header: ArchiveHeader = { format: 1, backup, kind, level }
  yield json('header.json', header)

  const tables: Record<string, CopiedRows> = {}
  for (const table of level.tables) {
    let number = 0
    const done = (copied: CopiedRows) => {
      tables[table.name] = copied
    }
    for await (const bytes of rowsOf(client, table, done)) {
      number += 1
      yield { name: `tables/${table.name}/${String(number).padStart(6, '0')}`, bytes }
    }
    if ((tables[table.name]?.rows ?? 0) >= toldRows) {
      say(`${kind}: ${table.name}, ${tables[table.name]?.rows} rows`)
    }
  }
  const jobs: WaitingJob[] = kind === 'market' ? await waitingJobs(client) : []
  yield json('jobs.json', jobs)
  const trailer: ArchiveTrailer = { backup, tables, jobs: jobs.length, ...figures }
  yield json('trailer.json', trailer)
  const rows = Object.values(tables).reduce((sum, each) => sum + each.rows, 0)
  say(`${kind}: ${level.tables.length} tables, ${rows} rows`)
}

/** Tables from this size on are told of one by one. */
const toldRows = 100_000

function json(name: string, value: unknown): TarMember {
  return { name, bytes: Buffer.from(JSON.stringify(value)) }
}
