import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addressOf, type Server } from '#adapters/postgres/admin.ts'
import { databaseName, type Role } from '#adapters/postgres/roles.ts'
import { throwawayCluster } from '#test/ground/cluster.ts'
import { prepareMigrated, rolePassword } from '#test/ground/migrated.ts'
import { type Closers, closers } from './closers.ts'

/** A PostgreSQL that keeps its promises, both databases as new, and a folder for the rest. */
export interface House {
  server: Server
  postgres: number
  /** PostgreSQL's own log. */
  logFile: string
  folder: string
  urlOf(role: Role): string
  adminUrlOf(kind: 'market' | 'vault'): string
  /** What is closed with it, last first. */
  closing: Closers
  close(): Promise<void>
}

export async function openHouse(): Promise<House> {
  const closing = closers()
  const cluster = await throwawayCluster({ durable: true })
  closing.add(cluster.stop)
  const folder = mkdtempSync(join(tmpdir(), 'dozo-bench-'))
  closing.add(() => rmSync(folder, { recursive: true, force: true }))
  await prepareMigrated(cluster.server, databaseName)
  const { server } = cluster
  const asRole = (role: Role) => ({ ...server, user: role, password: rolePassword })
  return {
    server,
    postgres: cluster.pid,
    logFile: cluster.logFile,
    folder,
    urlOf: (role) => addressOf(asRole(role), databaseName(role === 'vault' ? 'vault' : 'market')),
    adminUrlOf: (kind) => addressOf(server, databaseName(kind)),
    closing,
    close: closing.close,
  }
}
