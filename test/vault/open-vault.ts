import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type FixedClock, fixedClock } from '#lib/clock.ts'
import { uuidV7Ids } from '#lib/ids.ts'
import { systemRandom } from '#lib/random.ts'
import { type FreshDatabases, freshDatabases } from '#test/ground/postgres.ts'
import { type VaultHandlers, vaultHandlers } from '#trust/answers/handlers.ts'
import { fileProvider } from '#trust/vault/ring.ts'
import { openVault, type Vault, type VaultOptions } from '#trust/vault/server.ts'

export interface TestVault {
  vault: Vault
  /** The answers to every call, as the sockets give them. */
  ask: VaultHandlers
  clock: FixedClock
  databases: FreshDatabases
  options: VaultOptions
  /** Reads the vault's tables as the superuser. */
  look<T extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<T[]>
  /** Closes the vault and opens it again, as after a restart. */
  reopen(): Promise<Vault>
  drop(): Promise<void>
}

export const settings = {
  shopOrigin: 'http://localhost:8080',
  accountsOrigin: 'http://account.localhost:8080',
  consoleOrigin: 'http://console.localhost:8080',
  marketName: 'Kurashiki Market',
  mailDomain: 'market.example',
  providerHosts: { sandbox: 'provider.localhost:8081' },
  operatorLocale: 'ja' as const,
  addressWaitHours: 24,
  witnessKey: null as string | null,
  production: false,
}

/** A vault on databases of its own, with a clock that stands still. */
export async function openTestVault(changes: Partial<VaultOptions> = {}): Promise<TestVault> {
  const databases = await freshDatabases()
  const folder = await mkdtemp(join(tmpdir(), 'dozo-vault-'))
  const clock = fixedClock()
  const options: VaultOptions = {
    databaseUrl: databases.urlOf('vault'),
    keysFolder: join(folder, 'keys'),
    logFolder: join(folder, 'log'),
    logOrigin: 'localhost/log',
    provider: fileProvider,
    settings,
    clock,
    random: systemRandom,
    newId: uuidV7Ids(clock, systemRandom),
    onLost: (why) => {
      throw new Error(why)
    },
    ...changes,
  }
  const admin = new pg.Client({ connectionString: databases.adminUrlOf('vault') })
  await admin.connect()
  const vault = await openVault(options)
  const test: TestVault = {
    vault,
    ask: await vaultHandlers(vault),
    clock,
    databases,
    options,
    look: async (text, values = []) => (await admin.query(text, values)).rows as never,
    reopen: async () => {
      await test.vault.close()
      test.vault = await openVault(options)
      test.ask = await vaultHandlers(test.vault)
      return test.vault
    },
    drop: async () => {
      await test.vault.close()
      await admin.end()
      await databases.drop()
      await rm(folder, { recursive: true })
    },
  }
  return test
}
