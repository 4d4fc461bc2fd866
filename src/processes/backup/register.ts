import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import type { Server } from '#adapters/postgres/admin.ts'
import { asOwner } from '#adapters/postgres/snapshot.ts'
import { offMillis, toleranceMillis } from '#trust/reckoning/client.ts'
import type { FoundBackup } from './manifest.ts'

/** Where the vault's database is; what it keeps of backups decides when a ring version may go. */
export interface Register {
  server: Server
  database: string
}

/** Before a backup is whole, so that no ring version it needs can go in between. */
export function announceBackup(register: Register, { manifest, hash }: FoundBackup): Promise<void> {
  return within(register, (client) => announce(client, { manifest, hash }))
}

async function announce(
  client: pg.Client,
  { manifest, hash }: Pick<FoundBackup, 'manifest' | 'hash'>,
): Promise<void> {
  await client.query(
    `insert into backups (id, taken_at, keep_until, manifest, ring_versions)
     values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [manifest.id, manifest.vaultAt, manifest.keepUntil, hash, manifest.ringVersions],
  )
}

/**
 * That backups are whole; each is told to the log once, by the vault. Only such as this vault
 * announced itself, so that a manifest of somebody else is never told of as ours. Of one that was
 * killed before it came here, the next one tells.
 */
export function confirmAnnounced(register: Register, backups: readonly FoundBackup[]) {
  return within(register, async (client) => {
    for (const backup of backups) {
      if (await isAnnounced(client, backup)) await confirm(client, backup)
    }
  })
}

/**
 * After a restore: the backup it came from, which somebody believed, and those beside it that the
 * log tells of. Gives the others; they do not count.
 */
export function registerAgain(
  register: Register,
  from: FoundBackup,
  beside: readonly FoundBackup[],
): Promise<FoundBackup[]> {
  return within(register, async (client) => {
    const others: FoundBackup[] = []
    for (const backup of [from, ...beside]) {
      if (backup.manifest.id === from.manifest.id || (await isTold(client, backup))) {
        await announce(client, backup)
        await confirm(client, backup)
      } else others.push(backup)
    }
    return others
  })
}

async function isAnnounced(client: pg.Client, { manifest, hash }: FoundBackup): Promise<boolean> {
  const { rowCount } = await client.query('select from backups where id = $1 and manifest = $2', [
    manifest.id,
    hash,
  ])
  return rowCount === 1
}

async function confirm(client: pg.Client, backup: FoundBackup): Promise<void> {
  if (await isTold(client, backup)) return
  await client.query(
    `insert into backup_events (backup_id, event, act) values ($1, 'backup-made', $2)`,
    [backup.manifest.id, backup.hash],
  )
}

/** Or will be. After a restore only the log itself remembers. */
async function isTold(client: pg.Client, { manifest, hash }: FoundBackup): Promise<boolean> {
  const { rows } = await client.query<{ is: boolean }>(
    `select exists (select from backup_events
         where backup_id = $1 and event = 'backup-made' and act = $2)
       or exists (select from log_entries
         where purpose = 'backup-made' and leaf::json ->> 'ref' = $3) as is`,
    [manifest.id, hash, hash.toString('base64url')],
  )
  return rows[0]!.is
}

/**
 * Why the clock is not believed, for people; undefined when it is. The vault says so where it runs,
 * and where it does not, what it last believed.
 */
export function clockDoubt(register: Register, now: Date): Promise<string | undefined> {
  return within(register, async (client) => {
    const { rows } = await client.query<{ mark: Date | null; doubted: boolean }>(
      `select (select reckoned_at from clock_marks) as mark,
        exists (select from clock_doubts where ended_at is null) as doubted`,
    )
    const { mark, doubted } = rows[0]!
    const lead = mark === null ? 0 : now.getTime() - mark.getTime()
    if (!doubted && lead <= offMillis && lead >= -toleranceMillis) return undefined
    return `the clock says ${now.toISOString()}, the vault last believed ${mark?.toISOString()}`
  })
}

/** That this backup is no more. */
export function forgetBackup(register: Register, { manifest, hash }: FoundBackup): Promise<void> {
  return within(register, async (client) => {
    await client.query('update backups set pruned_at = now() where id = $1 and pruned_at is null', [
      manifest.id,
    ])
    await client.query(
      `insert into backup_events (backup_id, event, act) values ($1, 'backup-pruned', $2)`,
      [manifest.id, hash],
    )
  })
}

function within<T>(
  { server, database }: Register,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  return asOwner(server, database, async (client) => {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  })
}

const toldMillis = 25_000
const pauseMillis = 500

/** Waits until the log tells of the backup; false when Dozo is not there to do it. */
export async function untilTold(
  { server, database }: Register,
  { manifest }: FoundBackup,
): Promise<boolean> {
  return asOwner(server, database, async (client) => {
    for (const until = Date.now() + toldMillis; Date.now() < until; await wait(pauseMillis)) {
      const { rows } = await client.query<{ told: boolean; open: boolean }>(
        `select exists (select from backup_events where backup_id = $1 and event = 'backup-made'
           and told_at is not null) as told,
         exists (select from pg_stat_activity where application_name = 'dozo-vault'
           and datname = current_database()) as open`,
        [manifest.id],
      )
      if (rows[0]?.told) return true
      if (!rows[0]?.open) return false
    }
    return false
  })
}
