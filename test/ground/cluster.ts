import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Server } from '#adapters/postgres/admin.ts'
import { startCluster } from '#adapters/postgres/cluster.ts'
import { spareFolder } from '#adapters/postgres/place.ts'
import { endLeftOver } from '#adapters/postgres/postmaster.ts'
import { portsOfOurs } from './ports.ts'

const prefix = 'dozo-passing-'
const root = join(import.meta.dirname, '../..')

export type Throwaway = {
  server: Server
  pid: number
  logFile: string
  stop: () => Promise<void>
}

/**
 * A PostgreSQL for one run, in a folder that is removed when it stops; `durable` only where what
 * a commit costs is the question.
 */
export async function throwawayCluster({ durable = false } = {}): Promise<Throwaway> {
  await sweep()
  const dataFolder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`))
  const logFile = join(dataFolder, 'postgres.log')
  const { port, letGo } = await portsOfOurs()
  const cluster = await startCluster({
    root,
    dataFolder,
    port,
    password: 'only-for-this-run',
    logFile,
    durable,
    say: () => {},
  })
  return {
    server: cluster.server,
    pid: cluster.pid,
    logFile,
    stop: async () => {
      await cluster.stop()
      letGo()
      remove(dataFolder)
    },
  }
}

/** What killed runs left behind. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(prefix) || isAlive(Number.parseInt(name.slice(prefix.length), 10)))
      continue
    const folder = join(tmpdir(), name)
    for (const home of [folder, spareFolder(folder)]) {
      await endLeftOver({ data: join(home, 'postgres'), sockets: join(home, 'socket') })
    }
    remove(folder)
  }
}

function remove(folder: string): void {
  rmSync(spareFolder(folder), { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
