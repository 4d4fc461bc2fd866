import { join } from 'node:path'
import type { Server } from '#adapters/postgres/admin.ts'
import { prepareDatabase, prepareRoles } from '#adapters/postgres/databases.ts'
import { migrate } from '#adapters/postgres/migrations.ts'
import { type Kind, rolesOf } from '#adapters/postgres/roles.ts'
import { type Throwaway, throwawayCluster } from './cluster.ts'

/** Every role of a throwaway cluster has this password. */
export const rolePassword = 'only-for-this-run'

export const kinds = Object.keys(rolesOf) as Kind[]

/** The database of this kind that test files copy. */
export const templateOf = (kind: Kind) => `template_${kind}`

/** A PostgreSQL of one's own with those templates. */
export async function migratedCluster(): Promise<Throwaway> {
  const cluster = await throwawayCluster()
  await prepareMigrated(cluster.server, templateOf)
  return cluster
}

/** Roles, and a database of each kind brought to what `db/` says. */
export async function prepareMigrated(
  server: Server,
  nameOf: (kind: Kind) => string,
): Promise<void> {
  for (const kind of kinds) {
    await prepareRoles(server, kind, () => rolePassword)
    await prepareDatabase(server, nameOf(kind), kind)
    const folder = join(import.meta.dirname, '../../db')
    await migrate({ server, database: nameOf(kind), kind, folder, say: () => {} })
  }
}
