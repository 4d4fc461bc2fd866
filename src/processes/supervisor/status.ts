import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import type { Cluster } from '#adapters/postgres/cluster.ts'
import type { Kind } from '#adapters/postgres/roles.ts'
import { holderOf } from '../../../bin/lock.ts'
import type { Child } from './child.ts'
import type { Installation } from './installation.ts'
import { memoryOf } from './memory.ts'
import type { Servers } from './settings.ts'

export type ProcessStatus = {
  name: string
  pid: number | null
  role: string | null
  /** Its socket's path, or its port. */
  listens: string | number | null
  ready: boolean
  restarts: number
  startedAt: string | null
  /** Proportional share of memory in bytes; asked for at the moment of looking. */
  memoryBytes?: number | null
  /** Whether its socket or port answers at the moment of looking. */
  answers?: boolean | null
}

export type Status = {
  running: boolean
  version: string
  pid: number | null
  production: boolean
  urls: Record<string, string>
  databases: { name: string; host: string; port: number; pid: number | null }[]
  processes: ProcessStatus[]
}

export function lockFile(data: string): string {
  return join(data, 'run/supervisor.lock')
}

/** Written whole or not at all, so that a reader never sees half of it. */
export function writeStatus(data: string, status: Status): void {
  const path = join(data, 'run/status.json')
  writeFileSync(`${path}.${process.pid}`, `${JSON.stringify(status, null, 1)}\n`, { mode: 0o600 })
  renameSync(`${path}.${process.pid}`, path)
}

/** The last status written, true to life only while its supervisor lives. */
export function readStatus(data: string): Status | undefined {
  try {
    const status: Status = JSON.parse(readFileSync(join(data, 'run/status.json'), 'utf8'))
    const running = status.pid !== null && holderOf(lockFile(data)) === status.pid
    return { ...status, running }
  } catch {
    return undefined
  }
}

/** The same with memory and an attempt to connect, made now. */
export async function looked(status: Status): Promise<Status> {
  const processes = status.processes.map(async (each) => ({
    ...each,
    memoryBytes: each.pid ? memoryOf(each.pid) : null,
    answers: each.listens === null ? null : await answers(each.listens),
  }))
  return { ...status, processes: await Promise.all(processes) }
}

/** What the supervisor knows of its children. */
export function statusOf(children: readonly Child[], installation: Installation): ProcessStatus[] {
  return children.map(({ row, state }) => {
    const { pid, ready, restarts, startedAt } = state()
    return {
      name: row.name,
      pid,
      role: row.role,
      listens: placeOf(row.name, row.listens, installation),
      ready,
      restarts,
      startedAt: startedAt === null ? null : new Date(startedAt).toISOString(),
    }
  })
}

export function databasesOf(
  servers: Servers,
  kinds: readonly Kind[],
  own: Cluster | undefined,
): Status['databases'] {
  return kinds.map((kind) => {
    const { host, port } = servers[kind]
    const isOwn = own && own.server.host === host && own.server.port === port
    return { name: `dozo_${kind}`, host, port, pid: isOwn ? own.pid : null }
  })
}

function placeOf(
  name: string,
  listens: 'http' | 'port' | 'calls',
  { runDir, port }: Installation,
): string | number | null {
  if (listens === 'http') return join(runDir, name, 'for-gateway/socket')
  if (name === 'vault') return join(runDir, name, 'for-supervisor/socket')
  if (listens === 'calls') return null
  return { gateway: port, provider: port + 1, mailbox: port + 2 }[name] ?? null
}

function answers(place: string | number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket =
      typeof place === 'number' ? connect(place, '127.0.0.1') : connect({ path: place })
    socket.setTimeout(1_000, () => socket.destroy(new Error('late')))
    socket.on('connect', () => {
      resolve(true)
      socket.destroy()
    })
    socket.on('error', () => resolve(false))
  })
}
