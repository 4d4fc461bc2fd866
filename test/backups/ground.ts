import { randomBytes } from 'node:crypto'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { newAgeKey } from '#adapters/age/age-files.ts'
import { addressOf, withAdmin } from '#adapters/postgres/admin.ts'
import type { Kind } from '#adapters/postgres/roles.ts'
import { uuidV7Ids } from '#lib/ids.ts'
import { systemRandom } from '#lib/random.ts'
import type { FoundBackup } from '#processes/backup/manifest.ts'
import { type RestoreWish, restoreBackup } from '#processes/backup/restore.ts'
import { takeBackup } from '#processes/backup/take.ts'
import { rolePassword } from '#test/ground/migrated.ts'
import { openStall } from '#test/storefront/stall.ts'
import { openTestVault, type TestVault } from '#test/vault/open-vault.ts'
import { vaultHandlers } from '#trust/answers/handlers.ts'
import { beginForgetting } from '#trust/forgetting/begin.ts'
import { openVault, type VaultOptions } from '#trust/vault/server.ts'

const db = join(import.meta.dirname, '../../db')

/** A vault and a market with a few works, and a disk for backups. */
export interface Shop extends TestVault {
  place: string
  storage: string
  key: Awaited<ReturnType<typeof newAgeKey>>
  backup(): Promise<FoundBackup>
  /** What processes/vault.ts does every few seconds and before it answers. */
  begin(): Promise<void>
  /** A copy of the published log as it is now. */
  copyOfLog(): Promise<string>
  restore(backup: FoundBackup, changes?: Partial<RestoreWish>): Promise<RestoredShop>
  close(): Promise<void>
}

export interface RestoredShop {
  nameOf: (kind: Kind) => string
  outcome: Awaited<ReturnType<typeof restoreBackup>>
  /** Opens the restored vault as its process does. */
  open(changes?: Partial<VaultOptions>): Promise<TestVault>
  // biome-ignore lint/suspicious/noExplicitAny: rows of any table
  look(kind: Kind, text: string, values?: unknown[]): Promise<any[]>
}

export async function openShop(): Promise<Shop> {
  const town = await openTestVault()
  const folder = await mkdtemp(join(tmpdir(), 'dozo-backups-'))
  const storage = await stocked(town, folder)
  const key = await newAgeKey()
  const place = join(folder, 'disk')
  const closers: (() => Promise<unknown>)[] = []
  let copies = 0
  const drop = town.drop
  const shop: Shop = Object.assign(town, {
    place,
    storage,
    key,
    backup: () =>
      takeBackup({
        place,
        servers: { market: town.databases.server, vault: town.databases.server },
        databaseOf: town.databases.nameOf,
        storage,
        logFolder: town.options.logFolder,
        recipient: key.recipient,
        keepDays: 35,
        version: '0.0.0',
        clock: town.clock,
        newId: uuidV7Ids(town.clock, systemRandom),
        say: () => {},
      }),
    begin: async () => {
      const { core, close } = await beginForgetting(shop.vault.core, shop.options.logFolder)
      shop.ask = await vaultHandlers({ ...shop.vault, core })
      closers.push(close)
    },
    copyOfLog: async () => {
      copies += 1
      await shop.vault.log.publish()
      const copy = join(folder, `log-${copies}`)
      await cp(town.options.logFolder, copy, { recursive: true })
      return copy
    },
    restore: (backup: FoundBackup, changes: Partial<RestoreWish> = {}) =>
      restoreShop(shop, folder, { backup, changes, closers }),
    close: async () => {
      for (const close of closers.reverse()) await close().catch(() => {})
      await drop()
      await rm(folder, { recursive: true })
    },
  })
  await shop.begin()
  return shop
}

/** A few works in the market, a few files in the storage. */
async function stocked({ databases }: TestVault, folder: string): Promise<string> {
  const stall = await openStall(databases.adminUrlOf('market'))
  await stall.offer({ title: '星の本', available: 3 })
  await stall.offer({ title: 'タブ\tと改行\nと\\N', description: 'x'.repeat(5000) })
  await stall.close()
  const storage = join(folder, 'files')
  await mkdir(join(storage, 'works/ab'), { recursive: true })
  await writeFile(join(storage, 'works/ab/abcdef'), randomBytes(100_000))
  await writeFile(join(storage, 'works/ab/abcd00'), '')
  return storage
}

async function restoreShop(
  shop: Shop,
  folder: string,
  want: {
    backup: FoundBackup
    changes: Partial<RestoreWish>
    closers: (() => Promise<unknown>)[]
  },
): Promise<RestoredShop> {
  const { server } = shop.databases
  const suffix = randomBytes(4).toString('hex')
  const nameOf = (kind: Kind) => `restored_${kind}_${suffix}`
  const logFolder = join(folder, `restored-log-${suffix}`)
  want.closers.push(() => dropDatabases(shop, nameOf))
  const outcome = await restoreBackup({
    place: shop.place,
    backup: want.backup,
    identities: [shop.key.identity],
    servers: { market: server, vault: server },
    databaseOf: nameOf,
    db,
    storage: join(folder, `restored-files-${suffix}`),
    logFolder,
    newestLog: null,
    ledgerLost: false,
    unproven: false,
    begun: async () => {},
    proven: async () => {},
    say: () => {},
    ...want.changes,
  })
  return {
    nameOf,
    outcome,
    open: (changes = {}) =>
      openRestored(shop, { database: nameOf('vault'), logFolder, changes, closers: want.closers }),
    look: async (kind, text, values = []) => {
      const client = new pg.Client({ connectionString: addressOf(server, nameOf(kind)) })
      await client.connect()
      try {
        return (await client.query(text, values)).rows
      } finally {
        await client.end()
      }
    },
  }
}

/** As its process does: nothing is answered before what was destroyed is destroyed again. */
async function openRestored(
  shop: Shop,
  want: {
    database: string
    logFolder: string
    changes: Partial<VaultOptions>
    closers: (() => Promise<unknown>)[]
  },
): Promise<TestVault> {
  const role = { ...shop.databases.server, user: 'vault', password: rolePassword }
  const databaseUrl = addressOf(role, want.database)
  const options = { ...shop.options, databaseUrl, logFolder: want.logFolder, ...want.changes }
  const vault = await openVault(options)
  want.closers.push(() => vault.close())
  const { core, close } = await beginForgetting(vault.core, options.logFolder)
  want.closers.push(close)
  return { ...shop, options, vault, ask: await vaultHandlers({ ...vault, core }) }
}

async function dropDatabases({ databases }: Shop, nameOf: (kind: Kind) => string) {
  await withAdmin(databases.server, 'postgres', async (client) => {
    for (const kind of ['market', 'vault'] as const) {
      for (const name of [nameOf(kind), `${nameOf(kind)}_restoring`]) {
        await client.query(`drop database if exists ${name} with (force)`)
      }
    }
  })
}
