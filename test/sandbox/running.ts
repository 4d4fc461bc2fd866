import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const startTimeoutMillis = 40_000

/** A sandbox program in a process of its own. */
export interface Running {
  pid: number
  /** As a power cut would: no chance to tidy up. */
  kill(): Promise<void>
  /** As the supervisor would. */
  stop(): Promise<void>
}

/** Starts `sandbox/<name>/main.ts` and waits for its word that it is ready. */
export async function run(name: string, env: Record<string, string>): Promise<Running> {
  const main = fileURLToPath(new URL(`../../sandbox/${name}/main.ts`, import.meta.url))
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  // A test run that dies must not leave programs behind.
  const orphan = () => child.kill('SIGKILL')
  process.once('exit', orphan)
  child.once('exit', () => process.off('exit', orphan))
  await ready(child, name)
  return {
    pid: child.pid!,
    kill: () => end(child, 'SIGKILL'),
    stop: () => end(child, 'SIGTERM'),
  }
}

async function ready(child: ChildProcess, name: string): Promise<void> {
  const signal = AbortSignal.timeout(startTimeoutMillis)
  const said = once(child.stdout!, 'data', { signal })
  const died = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`${name} ended with ${code} before it was ready`)
  })
  await Promise.race([said, died])
  died.catch(() => {})
  child.stdout!.resume()
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill(signal)
  await exit
}

/** Ports nobody listens on at this moment. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((each) => once(each, 'listening')))
  const ports = servers.map((each) => (each.address() as { port: number }).port)
  await Promise.all(servers.map((each) => once(each.close(), 'close')))
  return ports
}

export async function temporaryFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'dozo-test-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}
