import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { spareFolder } from '#adapters/postgres/place.ts'
import type { Status } from '#processes/supervisor/status.ts'
import { portsOfOurs } from './ports.ts'

const root = join(import.meta.dirname, '../..')
const openMillis = 180_000

/** A whole Dozo of one's own: data folder, ports, processes. */
export type OwnInstallation = {
  data: string
  port: number
  /** Starts it as `bin/dozo start` does, and waits until it says that it is open. */
  start: (env?: Record<string, string>) => Promise<Running>
  status: () => Promise<Status>
  /** Runs another command of bin/dozo. */
  run: (...words: string[]) => Promise<{ code: number; output: string }>
  /** Removes its data. */
  remove: () => void
}

export type Running = {
  process: ChildProcess
  output: () => string
  /** Ctrl-C, and waits until it is gone; gives the exit code. */
  stop: () => Promise<number | null>
}

/** Without the demo town unless `start` is given DOZO_DEMO_TOWN=1. */
export async function ownInstallation(): Promise<OwnInstallation> {
  const data = mkdtempSync(join(tmpdir(), 'dozo-own-'))
  const { port, letGo } = await portsOfOurs()
  const env = { ...process.env, DOZO_DATA: data, PORT: String(port), DOZO_DEMO_TOWN: '0' }
  const run = (...words: string[]) => runDozo(words, env)
  return {
    data,
    port,
    run,
    start: (more = {}) => startDozo({ ...env, ...more }),
    status: async () => JSON.parse((await run('status', '--json')).output),
    remove: () => {
      letGo()
      rmSync(spareFolder(data), { recursive: true, force: true })
      rmSync(data, { recursive: true, force: true })
    },
  }
}

async function startDozo(env: NodeJS.ProcessEnv): Promise<Running> {
  const child = spawn(process.execPath, [join(root, 'bin/dozo'), 'start'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const keep = (bytes: Buffer) => {
    output = (output + bytes).slice(-100_000)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const gone = new Promise<number | null>((resolve) => child.on('exit', resolve))

  const until = Date.now() + openMillis
  while (!output.includes('is open.')) {
    if (child.exitCode !== null || Date.now() > until) {
      child.kill('SIGINT')
      await gone
      throw new Error(`bin/dozo start did not open:\n${output}`)
    }
    await wait(50)
  }
  const stop = () => {
    child.kill('SIGINT')
    return gone
  }
  return { process: child, output: () => output, stop }
}

function runDozo(words: string[], env: NodeJS.ProcessEnv) {
  return new Promise<{ code: number; output: string }>((resolve) => {
    const options = { env, timeout: openMillis }
    execFile(process.execPath, [join(root, 'bin/dozo'), ...words], options, (error, out, err) => {
      resolve({ code: Number(error?.code ?? 0), output: out + err })
    })
  })
}
