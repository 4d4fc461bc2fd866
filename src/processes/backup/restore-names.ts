import { existsSync, readFileSync, rmSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { type Server, withAdmin } from '#adapters/postgres/admin.ts'
import type { Kind } from '#adapters/postgres/roles.ts'
import { stopPoint } from '#lib/stop-point.ts'

/** The name of a database until the restore is proven; no process knows it. */
export function nameWhileRestoring(database: string): string {
  return `${database}_restoring`
}

type Names = {
  servers: Record<Kind, Server>
  databaseOf: (kind: Kind) => string
}

const kinds = ['vault', 'market'] as const

/** Which databases of this market are there already. */
export async function presentOf({ servers, databaseOf }: Names): Promise<string[]> {
  const found: string[] = []
  for (const kind of kinds) {
    if (await isThere(servers[kind], databaseOf(kind))) found.push(databaseOf(kind))
  }
  return found
}

/** What an interrupted restore left. */
export async function dropUnfinished({ servers, databaseOf }: Names): Promise<void> {
  for (const kind of kinds) {
    const database = nameWhileRestoring(databaseOf(kind))
    await withAdmin(servers[kind], 'postgres', (client) =>
      client.query(`drop database if exists ${client.escapeIdentifier(database)}`),
    )
  }
}

/** The last step: from here on they are the market's. Goes on where it was interrupted. */
export async function giveNames({ servers, databaseOf }: Names): Promise<void> {
  for (const kind of kinds) {
    const [name, server] = [databaseOf(kind), servers[kind]]
    const before = nameWhileRestoring(name)
    if (!(await isThere(server, before))) continue
    stopPoint('restore:before-name')
    await withAdmin(server, 'postgres', (client) =>
      client.query(
        `alter database ${client.escapeIdentifier(before)} rename to ${client.escapeIdentifier(name)}`,
      ),
    )
    stopPoint('restore:after-name')
  }
}

function isThere(server: Server, database: string): Promise<boolean> {
  return withAdmin(server, 'postgres', async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [database])
    return found.rowCount === 1
  })
}

/** How far a restore came; while the mark is there nothing of this installation starts. */
export type RestorePhase = 'loading' | 'naming'

export function restoreMark(data: string): string {
  return join(data, 'restore-unfinished')
}

export function phaseOf(data: string): RestorePhase | undefined {
  if (!existsSync(restoreMark(data))) return undefined
  return readFileSync(restoreMark(data), 'utf8').trim() === 'naming' ? 'naming' : 'loading'
}

/** On the disk before the next step is taken. */
export async function markPhase(data: string, phase: RestorePhase): Promise<void> {
  const file = await open(`${restoreMark(data)}.new`, 'w', 0o600)
  await file.writeFile(`${phase}\n`)
  await file.sync()
  await file.close()
  await rename(`${restoreMark(data)}.new`, restoreMark(data))
  const folder = await open(data)
  await folder.sync()
  await folder.close()
}

export function removeMark(data: string): void {
  rmSync(restoreMark(data), { force: true })
}
