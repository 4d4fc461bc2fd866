import { type ChildProcess, fork } from 'node:child_process'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { systemRandom } from '#lib/random.ts'
import { memoryFlags } from '#processes/supervisor/memory-flags.ts'
import type { House } from './house.ts'

const readyMillis = 20_000
const root = join(import.meta.dirname, '../../..')

/** The vault and its log as they run in an installation: one process, one socket per caller. */
export function startVault(house: House): Promise<{ pid: number; runDir: string }> {
  return startProcess(house, 'vault', {
    VAULT_DATABASE_URL: house.urlOf('vault'),
    VAULT_RING_DIR: join(house.folder, 'ring'),
    LOG_DIR: join(house.folder, 'log'),
    CONSOLE_ORIGIN: 'http://console.localhost:8080',
    PROVIDER_HOSTS: 'sandbox=provider.localhost:8081',
    DOZO_PRODUCTION: '0',
  })
}

/** The shop's pages on their socket, over the market of this house. */
export function startStorefront(house: House): Promise<{ pid: number; runDir: string }> {
  return startProcess(house, 'storefront', {
    BUILD_DIR: join(root, 'build'),
    STOREFRONT_DATABASE_URL: house.urlOf('storefront'),
    STOREFRONT_COOKIE_KEY: systemRandom(32).toString('base64url'),
    STORAGE_DIR: join(house.folder, 'files'),
  })
}

/** Runs a bundle as the supervisor does, with these settings and no others. */
async function startProcess(
  { folder, closing }: House,
  name: string,
  settings: Record<string, string>,
): Promise<{ pid: number; runDir: string }> {
  const runDir = join(folder, 'run')
  mkdirSync(join(runDir, name), { recursive: true, mode: 0o700 })
  const log = openSync(join(folder, `${name}.log`), 'a')
  const child = fork(join(root, 'build', `${name}.js`), [], {
    env: {
      RUN_DIR: runDir,
      SHOP_ORIGIN: 'http://localhost:8080',
      ACCOUNT_ORIGIN: 'http://account.localhost:8080',
      ...settings,
    },
    execArgv: memoryFlags({ heapMegabytes: 384 }),
    stdio: ['ignore', log, log, 'ipc'],
  })
  closeSync(log)
  closing.add(() => ended(child))
  await becomesReady(child, `${name} did not come up; see ${folder}/${name}.log`)
  return { pid: child.pid!, runDir }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await gone
}

async function becomesReady(child: ChildProcess, otherwise: string): Promise<void> {
  const late = AbortSignal.timeout(readyMillis)
  await new Promise<void>((resolve, reject) => {
    const fail = () => reject(new Error(otherwise))
    child.once('message', () => resolve())
    child.once('exit', fail)
    late.addEventListener('abort', fail, { once: true })
  })
}
