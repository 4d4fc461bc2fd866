import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addressOf, withAdmin } from '#adapters/postgres/admin.ts'
import { databaseName, type Kind } from '#adapters/postgres/roles.ts'
import { fixedClock } from '#lib/clock.ts'
import { uuidV7Ids } from '#lib/ids.ts'
import { systemRandom } from '#lib/random.ts'
import { type StopPointName, stopMark } from '#processes/stop-points.ts'
import { settings, type TestVault } from '#test/vault/open-vault.ts'
import { vaultHandlers } from '#trust/answers/handlers.ts'
import { beginForgetting } from '#trust/forgetting/begin.ts'
import { fileProvider } from '#trust/vault/ring.ts'
import { openVault } from '#trust/vault/server.ts'
import { built } from '../../bin/prepare.ts'
import { dozo, type Said } from './dozo.ts'
import { type Elsewhere, serverElsewhere } from './elsewhere.ts'

const root = join(import.meta.dirname, '../..')
const processMillis = 30_000

/** A machine with a data folder, whose PostgreSQL is elsewhere; nothing of Dozo runs. */
export interface Machine {
  data: string
  env: Record<string, string>
  run(words: string[], more?: Record<string, string>): Promise<Said>
  /** Runs it until it dies at that point; throws when it does not. */
  runUntil(point: StopPointName, words: string[]): Promise<Said>
  /** Where `dozo environment` puts what each process is told. */
  environments: string
  /** Starts the vault's own process, which dies at that point before it answers anybody. */
  startVaultUntil(point: StopPointName): Promise<void>
  /** The vault, opened here as its process does; closed by whoever opens it. */
  openVault(): Promise<OpenedVault>
}

/** What the people of test/vault can be let into. */
export type OpenedVault = Pick<TestVault, 'ask' | 'clock' | 'vault'> & { close(): Promise<void> }

export interface Yard {
  elsewhere: Elsewhere
  folder: string
  machine(name: string): Promise<Machine>
  /** Names of our databases that are there. */
  databases(): Promise<string[]>
  // biome-ignore lint/suspicious/noExplicitAny: rows of any table
  look(kind: Kind, text: string): Promise<any[]>
  /** The old machine and all it held are gone. */
  loseDatabases(): Promise<void>
  remove(): Promise<void>
}

/** One server for all of it, and a folder. */
export async function openYard(): Promise<Yard> {
  await built(root)
  const elsewhere = await serverElsewhere()
  const folder = await mkdtemp(join(tmpdir(), 'dozo-yard-'))
  const { superuser } = elsewhere
  const ours = `select datname as name from pg_database where datname like 'dozo%' order by 1`
  const databases = () =>
    withAdmin(superuser, 'postgres', async (client) =>
      (await client.query<{ name: string }>(ours)).rows.map(({ name }) => name),
    )
  return {
    elsewhere,
    folder,
    machine: (name) => machineAt(join(folder, name), elsewhere),
    databases,
    look: (kind, text) =>
      withAdmin(superuser, databaseName(kind), async (client) => (await client.query(text)).rows),
    loseDatabases: async () => {
      const names = await databases()
      await withAdmin(superuser, 'postgres', async (client) => {
        for (const name of names) await client.query(`drop database ${name} with (force)`)
      })
    },
    remove: async () => {
      await elsewhere.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function machineAt(data: string, elsewhere: Elsewhere): Promise<Machine> {
  await mkdir(data)
  const env = { ...elsewhere.settings, DOZO_DATA: data, DOZO_DEMO_TOWN: '0', PORT: '8970' }
  const runDir = join(data, 'run')
  const environments = join(data, 'environments')
  const run: Machine['run'] = (words, more = {}) => dozo(words, { ...env, ...more })
  return {
    data,
    env,
    run,
    runUntil: async (point, words) => {
      const said = await run(words, { DOZO_STOP_AT: point })
      assertDiedAt(point, runDir, `${said.out}${said.err}`)
      return said
    },
    environments,
    startVaultUntil: async (point) => {
      const said = await vaultProcess(join(environments, 'vault.env'), point)
      assertDiedAt(point, runDir, said)
    },
    openVault: () => openedVault(data, elsewhere),
  }
}

function assertDiedAt(point: StopPointName, runDir: string, said: string): void {
  try {
    readFileSync(stopMark(point, runDir))
  } catch {
    throw new Error(`it did not die at ${point}:\n${said}`)
  }
}

function vaultProcess(envFile: string, point: StopPointName): Promise<string> {
  const words = [`--env-file=${envFile}`, join(root, 'build/vault.js')]
  const child = spawn(process.execPath, words, {
    env: { PATH: process.env.PATH, DOZO_STOP_AT: point },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: processMillis,
  })
  let said = ''
  const hear = (bytes: Buffer) => {
    said += bytes
    // It was not stopped where it should be, and answers now.
    if (said.includes('"ready"')) child.kill('SIGKILL')
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  return new Promise((resolve) => {
    child.on('close', () => resolve(said))
  })
}

async function openedVault(data: string, { superuser }: Elsewhere): Promise<OpenedVault> {
  const clock = fixedClock()
  clock.set(new Date().toISOString())
  const password = readFileSync(join(data, 'secrets/database-vault'), 'utf8').trim()
  const logFolder = join(data, 'log')
  const vault = await openVault({
    databaseUrl: addressOf({ ...superuser, user: 'vault', password }, databaseName('vault')),
    keysFolder: join(data, 'ring'),
    logFolder,
    logOrigin: 'localhost:8970/log',
    provider: fileProvider,
    settings,
    clock,
    random: systemRandom,
    newId: uuidV7Ids(clock, systemRandom),
    onLost: (why) => {
      throw new Error(why)
    },
  })
  const { core, close } = await beginForgetting(vault.core, logFolder)
  return {
    vault,
    clock,
    ask: await vaultHandlers({ ...vault, core }),
    close: async () => {
      await vault.log.publish()
      await vault.close()
      await close()
    },
  }
}

/** A stored file, so that a backup has something of each sort. */
export async function storeFile({ data }: Machine): Promise<void> {
  await mkdir(join(data, 'files/works/ab'), { recursive: true })
  await writeFile(join(data, 'files/works/ab/abcdef'), 'the book')
}
