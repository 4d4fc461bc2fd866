import { fork } from 'node:child_process'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import type { House } from './house.ts'

const readyMillis = 20_000
const build = join(import.meta.dirname, '../../../build')

/** The vault and its log as they run in an installation: one process, one socket per caller. */
export async function startVault(house: House): Promise<{ pid: number; runDir: string }> {
  const { folder, closing } = house
  const runDir = join(folder, 'run')
  mkdirSync(join(runDir, 'vault'), { recursive: true, mode: 0o700 })
  const log = openSync(join(folder, 'vault.log'), 'a')
  const child = fork(join(build, 'vault.js'), [], {
    env: environment(house, runDir),
    execArgv: ['--max-old-space-size=256', '--max-semi-space-size=2'],
    stdio: ['ignore', log, log, 'ipc'],
  })
  closeSync(log)
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  closing.add(() => {
    child.kill('SIGTERM')
    return gone
  })
  const ready = new Promise<void>((resolve) => child.once('message', () => resolve()))
  const late = AbortSignal.timeout(readyMillis)
  const failed = new Promise<never>((_, reject) => {
    const fail = () => reject(new Error(`the vault did not come up; see ${folder}/vault.log`))
    child.once('exit', fail)
    late.addEventListener('abort', fail)
  })
  failed.catch(() => {})
  await Promise.race([ready, failed])
  return { pid: child.pid!, runDir }
}

function environment(house: House, runDir: string): Record<string, string> {
  return {
    RUN_DIR: runDir,
    VAULT_DATABASE_URL: house.urlOf('vault'),
    VAULT_RING_DIR: join(house.folder, 'ring'),
    LOG_DIR: join(house.folder, 'log'),
    SHOP_ORIGIN: 'http://localhost:8080',
    ACCOUNT_ORIGIN: 'http://account.localhost:8080',
    CONSOLE_ORIGIN: 'http://console.localhost:8080',
    PROVIDER_HOSTS: 'sandbox=provider.localhost:8081',
  }
}
