import { type ChildProcess, fork } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Server } from '#adapters/postgres/admin.ts'
import { spareFolder } from '#adapters/postgres/place.ts'
import { portsOfOurs } from '#test/ground/ports.ts'
import { built } from '../../bin/prepare.ts'
import { seenByAll } from './seen-by-all.ts'

const root = join(import.meta.dirname, '../..')
const startMillis = 180_000
const stopMillis = 40_000

/** Where a running town is; plain data, so that it can cross from one thread to another. */
export type TownFacts = {
  /** Everything of this town, its secrets too, stands below this folder. */
  data: string
  runDir: string
  port: number
  /** The supervisor's. */
  pid: number
  /** Where the first operator enrols, once. */
  operatorLink: string
  /** Whether each process has a user and a network of its own. */
  isConfined: boolean
  /** Superuser of the PostgreSQL of somebody else that it was told to use. */
  elsewhere?: Server | undefined
}

export type RunningTown = { facts: TownFacts; stop: () => Promise<void> }

/** `bare` leaves the demo town out, for tests that bring their own works. */
export type TownWish = {
  bare?: boolean
  /** Each process with a user and a network of its own, where we are root and can give them. */
  confined?: boolean
  /** Where a town that was restored goes on; a new place unless given. */
  place?: { data: string; port: number }
  /** The superuser of the server that the addresses in `env` lead to. */
  elsewhere?: Server
  env?: Record<string, string>
}

/**
 * Starts all of Dozo as `npm start` does, on ports and a data folder of its own.
 *
 * The gateway believes us about addresses, so every visitor of a test comes from a place of
 * their own and no limit per household is shared.
 */
export async function runTown(wish: TownWish = {}): Promise<RunningTown> {
  const { bare = false, env = {} } = wish
  const isConfined = wish.confined === true && process.geteuid?.() === 0
  await built(root)
  const data = wish.place?.data ?? (await mkdtemp(join(tmpdir(), 'dozo-town-')))
  const own = wish.place ? undefined : await portsOfOurs()
  const port = wish.place?.port ?? own!.port
  if (bare) {
    mkdirSync(join(data, 'run'), { recursive: true, mode: 0o700 })
    writeFileSync(join(data, 'demo-town'), '')
  }
  const given = { DOZO_DATA: data, PORT: String(port), TRUSTED_PROXY: '127.0.0.1', ...env }
  const seen = isConfined ? seenByAll(root) : { root, before: [], node: process.execPath }
  const [execPath = '', ...execArgv] = [...seen.before, seen.node]
  const child = fork(join(seen.root, 'build/dozo.js'), ['start'], {
    cwd: root,
    env: { PATH: process.env.PATH, DOZO_USERS: isConfined ? '1' : '0', ...given },
    execPath,
    execArgv,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  })
  const stop = async () => {
    await end(child)
    own?.letGo()
    await rm(spareFolder(data), { recursive: true, force: true })
    await rm(data, { recursive: true, force: true })
  }
  try {
    const welcome = await opened(child, join(data, 'supervisor.log'))
    const operatorLink = /http\S+link=\S+/.exec(welcome)?.[0] ?? ''
    const status = JSON.parse(await readFile(join(data, 'run/status.json'), 'utf8'))
    const sockets = status.processes.map((each: { listens: unknown }) => String(each.listens))
    const vault = sockets.find((each: string) => each.endsWith('vault/for-supervisor/socket'))
    const runDir = vault.slice(0, -'/vault/for-supervisor/socket'.length)
    const { elsewhere } = wish
    const pid = child.pid!
    return { facts: { data, runDir, port, pid, operatorLink, isConfined, elsewhere }, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** All that the supervisor says goes to a file, and decides when the town is open. */
function opened(child: ChildProcess, logFile: string): Promise<string> {
  let said = ''
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`not open in time:\n${said}`)), startMillis)
    const hear = (bytes: Buffer) => {
      writeFileSync(logFile, bytes, { flag: 'a' })
      said = (said + bytes).slice(-20_000)
      if (!said.includes('Ctrl-C stops it')) return
      clearTimeout(late)
      resolve(said)
    }
    child.stdout!.on('data', hear)
    child.stderr!.on('data', hear)
    child.on('exit', (code, signal) => {
      clearTimeout(late)
      reject(new Error(`the town ended (${signal ?? code}) before it was open:\n${said}`))
    })
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGINT')
  const firm = setTimeout(() => child.kill('SIGKILL'), stopMillis)
  await gone
  clearTimeout(firm)
}
