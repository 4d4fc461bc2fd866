import { dirname, join } from 'node:path'
import pg from 'pg'
import { addressOf } from '#adapters/postgres/admin.ts'
import { secret } from '#processes/supervisor/secrets.ts'
import { type OwnInstallation, ownInstallation } from '#test/ground/installation.ts'
import { type Closers, closers } from './closers.ts'

/** A whole installation with the demo town, as `npm start` gives it. */
export interface Town {
  installation: OwnInstallation
  shop: string
  /** The folder of the sockets. */
  runDir: string
  /** Every process by name, with `postgres` and `supervisor`. */
  pids: Record<string, number>
  /** PostgreSQL's own log. */
  logFile: string
  market: pg.Pool
  vault: pg.Pool
  closing: Closers
  close(): Promise<void>
}

export async function openTown(): Promise<Town> {
  const closing = closers()
  const installation = await ownInstallation()
  closing.add(installation.remove)
  const running = await installation.start({ DOZO_DEMO_TOWN: '1' })
  closing.add(running.stop)
  const { pid, databases, processes } = await installation.status()
  const pids: Record<string, number> = {}
  for (const each of processes) if (each.pid) pids[each.name] = each.pid
  if (pid) pids.supervisor = pid
  const postgres = databases[0]?.pid
  if (postgres) pids.postgres = postgres

  const poolOf = (kind: string) => {
    const { host, port } = databases.find(({ name }) => name === `dozo_${kind}`)!
    const password = secret(installation.data, 'postgres')
    const url = addressOf({ host, port, user: 'postgres', password }, `dozo_${kind}`)
    const pool = new pg.Pool({ connectionString: url, max: 2 })
    closing.add(() => pool.end())
    return pool
  }
  return {
    installation,
    shop: `http://localhost:${installation.port}`,
    runDir: runDirOf(processes),
    pids,
    logFile: join(installation.data, 'logs/postgres.log'),
    market: poolOf('market'),
    vault: poolOf('vault'),
    closing,
    close: closing.close,
  }
}

/** Two folders above the socket of any process that has one. */
function runDirOf(processes: { listens: string | number | null }[]): string {
  const socket = processes.find(({ listens }) => typeof listens === 'string')?.listens
  return dirname(dirname(String(socket)))
}
