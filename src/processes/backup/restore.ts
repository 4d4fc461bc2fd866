import { join } from 'node:path'
import type pg from 'pg'
import type { Server } from '#adapters/postgres/admin.ts'
import { prepareDatabase } from '#adapters/postgres/databases.ts'
import { migrate } from '#adapters/postgres/migrations.ts'
import type { Kind } from '#adapters/postgres/roles.ts'
import { asOwner } from '#adapters/postgres/snapshot.ts'
import { stopPoint } from '#lib/stop-point.ts'
import { ledgerLines } from '#trust/forgetting/ledger-file.ts'
import { heldAgainst, newestTold, toldBy } from '#trust/forgetting/ledger-told.ts'
import { readList, restoreFiles } from './files.ts'
import { assertOpens, loadDatabase } from './load-database.ts'
import { backupsIn, type FoundBackup, partFiles } from './manifest.ts'
import { bringLedger, isTold, mendLog, type NewestLog } from './mend-log.ts'
import { registerAgain } from './register.ts'
import { dropUnfinished, giveNames, nameWhileRestoring } from './restore-names.ts'
import { verifyParts } from './verify-parts.ts'

export interface RestoreWish {
  /** Folder of all backups of this market. */
  place: string
  backup: FoundBackup
  identities: readonly string[]
  servers: Record<Kind, Server>
  databaseOf: (kind: Kind) => string
  /** The folder `db` of this release. */
  db: string
  storage: string
  logFolder: string
  /** The newest copy of the published log; null when somebody said that there is none. */
  newestLog: string | null
  /** A ledger that is not the one the log tells of is taken: nothing better is left. */
  ledgerLost: boolean
  /** A backup of which the log does not tell is taken all the same. */
  unproven: boolean
  /** Called when the backup is whole and opens, before anything is written. */
  begun: () => Promise<void>
  /** Called when all is checked, before the databases get their names. */
  proven: () => Promise<void>
  say: (line: string) => void
}

export interface Restored {
  /** Entries by which the log was brought forward. */
  entries: number
  /** Things destroyed since the backup, to be destroyed again before the vault answers. */
  toForget: number
}

/**
 * Restores into databases of other names, which get their own only when everything is proven:
 * the vault first, so that a market never stands beside an older vault. Interrupted anywhere, it
 * begins again, and nothing half is ever opened.
 */
export async function restoreBackup(wish: RestoreWish): Promise<Restored> {
  const { backup, servers, databaseOf, say } = wish
  say(`checking the backup of ${backup.manifest.vaultAt}`)
  await verifyParts(backup)
  const files = await readList(join(backup.folder, partFiles.files))
  const partOf = (kind: Kind) => ({
    kind,
    backup: backup.manifest.id,
    path: join(backup.folder, partFiles[kind]),
  })
  for (const kind of kinds) await assertOpens({ ...wish, ...partOf(kind) })
  await wish.begun()
  await dropUnfinished(wish)
  for (const kind of kinds) {
    const [server, database] = [servers[kind], nameWhileRestoring(databaseOf(kind))]
    await prepareDatabase(server, database, kind)
    stopPoint('restore:before-load')
    await loadDatabase({ ...wish, ...partOf(kind), server, database })
    stopPoint('restore:after-load')
  }
  const restored = await settleVault(wish)
  for (const kind of kinds) {
    const database = nameWhileRestoring(databaseOf(kind))
    await migrate({ server: servers[kind], database, kind, folder: wish.db, say })
  }
  await restoreFiles({ ...wish, files, into: wish.storage })
  const vault = { server: servers.vault, database: nameWhileRestoring(databaseOf('vault')) }
  for (const other of await registerAgain(vault, backup, backupsIn(wish.place))) {
    say(`the log does not tell of the backup of ${other.manifest.vaultAt}; it does not count`)
  }
  stopPoint('restore:before-naming-mark')
  await wish.proven()
  stopPoint('restore:after-naming-mark')
  await giveNames(wish)
  return restored
}

const kinds = ['vault', 'market'] as const

/** The log goes forward, secrets of that day end, and the vault is told what to forget first. */
async function settleVault(wish: RestoreWish): Promise<Restored> {
  const { backup, servers, databaseOf, newestLog, logFolder, say } = wish
  const database = nameWhileRestoring(databaseOf('vault'))
  return asOwner(servers.vault, database, async (client) => {
    await client.query('begin')
    const log = newestLog === null ? null : await mendLog(client, newestLog, backup)
    assertProven(log, wish)
    const ledgerEnd = log ? await endOfLedger(client, log, wish) : 0
    const { rows } = await client.query<{ known: string }>(
      'select coalesce(max(number), 0)::text as known from shreds',
    )
    const known = Number(rows[0]!.known)
    const ledgerTo = Math.max(known, ledgerEnd)
    if (log && !wish.ledgerLost && ledgerEnd < known) {
      throw new Error(`The ledger of what was destroyed in ${log.folder} is older than the backup.`)
    }
    await client.query('update sessions set ended_at = now() where ended_at is null')
    await client.query('update operator_links set ended_at = now() where ended_at is null')
    await client.query('delete from attempts')
    await client.query(
      `insert into restores (backup_id, restored_at, ledger_to, ledger_lost)
       values ($1, clock_timestamp(), $2, $3)`,
      [backup.manifest.id, ledgerTo, log === null || wish.ledgerLost],
    )
    await client.query(
      `insert into backup_events (backup_id, event, act) values ($1, 'restored', $2)`,
      [backup.manifest.id, backup.hash],
    )
    if (log) await bringLedger(log, logFolder)
    stopPoint('restore:before-settle-commit')
    await client.query('commit')
    stopPoint('restore:after-settle-commit')
    const entries = log?.entries.length ?? 0
    say(`log: brought forward by ${entries} entries`)
    return { entries, toForget: ledgerTo - known }
  })
}

/**
 * The number of its last line. What was erased since the backup stands in the ledger alone, so it
 * must be the whole one.
 */
async function endOfLedger(client: pg.Client, { folder }: NewestLog, { ledgerLost }: RestoreWish) {
  const { rows } = await client.query<{ leaf: string }>(newestTold.text)
  const told = (rows[0] && toldBy(rows[0].leaf)) ?? null
  const { last, isAsTold } = await heldAgainst(told, ledgerLines(folder))
  if (ledgerLost || isAsTold) return last
  throw new Error(
    `The ledger of what was destroyed in ${folder} is not the one that the log tells of: that one goes to number ${told?.n}, this to ${last}. Find a whole copy; if there is none, say --ledger=lost.`,
  )
}

function assertProven(log: NewestLog | null, { backup, unproven }: RestoreWish): void {
  if (unproven || (log && isTold(log, backup))) return
  throw new Error(
    log
      ? 'The published log does not tell of this backup, so nobody knows who made it. If you do, say --unproven.'
      : 'Without the published log nobody knows who made this backup. If you do, say --unproven.',
  )
}
