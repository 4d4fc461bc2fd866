import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { addressOf, type Server, withAdmin } from '#adapters/postgres/admin.ts'
import { closeDoors, setUpLock } from '#adapters/postgres/databases.ts'
import { type Kind, type Role, rolesOf } from '#adapters/postgres/roles.ts'
import { kinds, rolePassword, templateOf } from './migrated.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    server: Server
  }
}

/** A market and a vault of one's own, as new as after the first migration. */
export type FreshDatabases = {
  /** The address of the role's database, as that role. */
  urlOf: (role: Role) => string
  /** The address as the superuser, to look at what no role may see. */
  adminUrlOf: (kind: Kind) => string
  server: Server
  nameOf: (kind: Kind) => string
  /** Ends all sessions and removes both databases. Call it in `afterAll`. */
  drop: () => Promise<void>
}

/** Copies the migrated templates; about 50 ms. Once per test file is usual. */
export async function freshDatabases(): Promise<FreshDatabases> {
  const server = inject('server')
  const suffix = randomBytes(6).toString('hex')
  const nameOf = (kind: Kind) => `test_${kind}_${suffix}`
  await withAdmin(server, 'postgres', async (client) => {
    // A template must not be copied twice at the same moment.
    await client.query('select pg_advisory_lock($1)', [setUpLock])
    for (const kind of kinds) {
      // Copied as files, not written to the log page by page: a quarter of the processor time.
      await client.query(
        `create database ${nameOf(kind)} owner dozo_owner
         template ${templateOf(kind)} strategy file_copy`,
      )
      await closeDoors(client, nameOf(kind), kind)
    }
  })
  const kindOf = (role: Role): Kind =>
    rolesOf.vault.some((each) => each === role) ? 'vault' : 'market'
  return {
    server,
    nameOf,
    urlOf: (role) =>
      addressOf({ ...server, user: role, password: rolePassword }, nameOf(kindOf(role))),
    adminUrlOf: (kind) => addressOf(server, nameOf(kind)),
    drop: () =>
      withAdmin(server, 'postgres', async (client) => {
        for (const kind of kinds) {
          await client.query(`drop database if exists ${nameOf(kind)} with (force)`)
        }
      }),
  }
}
