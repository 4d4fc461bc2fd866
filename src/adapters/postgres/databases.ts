import pg from 'pg'
import { type Server, withAdmin } from './admin.ts'
import { type Kind, owner, type Role, rolesOf } from './roles.ts'

/** Any number, the same for all set-up work, so that two never run side by side. */
export const setUpLock = 6_039_617

const name = pg.escapeIdentifier

/** Makes the roles of one kind with the passwords given; existing ones get that password again. */
export async function prepareRoles(
  server: Server,
  kind: Kind,
  passwordOf: (role: Role) => string,
): Promise<void> {
  await withAdmin(server, 'postgres', async (client) => {
    await refuseOldServer(client)
    await client.query('select pg_advisory_lock($1)', [setUpLock])
    const { rows } = await client.query<{ rolname: string }>('select rolname from pg_roles')
    const known = new Set(rows.map((row) => row.rolname))

    if (!known.has(owner)) await client.query(`create role ${name(owner)} nologin`)
    await stepInto(client)
    for (const role of rolesOf[kind]) {
      if (!known.has(role)) await client.query(`create role ${name(role)} login noinherit`)
      // Quoted by hand: a role's password cannot be a parameter.
      const password = pg.escapeLiteral(passwordOf(role))
      await client.query(`alter role ${name(role)} login password ${password}`)
    }
  })
}

/** Makes the database, if need be, and lets nobody in but its own roles. */
export async function prepareDatabase(
  server: Server,
  database: string,
  kind: Kind,
): Promise<'made' | 'found'> {
  return withAdmin(server, 'postgres', async (client) => {
    await client.query('select pg_advisory_lock($1)', [setUpLock])
    const found = await client.query('select 1 from pg_database where datname = $1', [database])
    if (found.rowCount === 0) {
      await client.query(
        `create database ${name(database)} owner ${name(owner)} template template0
         encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'`,
      )
    }
    await closeDoors(client, database, kind)
    return found.rowCount === 0 ? 'made' : 'found'
  })
}

/** PUBLIC may connect to every database unless told otherwise; also to the server's own ones. */
export async function closeDoors(client: pg.Client, database: string, kind: Kind): Promise<void> {
  const roles = rolesOf[kind].map((role) => name(role)).join(', ')
  await client.query(`revoke all on database ${name(database)} from public`)
  await client.query(`grant connect on database ${name(database)} to ${roles}`)
  const { rows } = await client.query<{ own: boolean }>(
    `select bool_and(pg_has_role(datdba, 'usage')) as own from pg_database
     where datname in ('postgres', 'template1')`,
  )
  if (rows[0]?.own) await client.query('revoke all on database postgres, template1 from public')
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number }>(
    `select current_setting('server_version_num')::int as version`,
  )
  if ((rows[0]?.version ?? 0) < 160_000) {
    throw new Error('Dozo needs PostgreSQL 16 or newer; this server is older.')
  }
}

/** An administrator who is no superuser must be a member to make things in the owner's name. */
async function stepInto(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ may: boolean }>(
    `select pg_has_role(current_user, $1, 'set') as may`,
    [owner],
  )
  if (!rows[0]?.may) await client.query(`grant ${name(owner)} to current_user`)
}
