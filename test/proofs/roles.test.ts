import assert from 'node:assert/strict'
import pg from 'pg'
import { afterAll, beforeAll, test } from 'vitest'
import { withAdmin } from '#adapters/postgres/admin.ts'
import { type Kind, owner, type Role, rolesOf } from '#adapters/postgres/roles.ts'
import { kinds, rolePassword } from '#test/ground/migrated.ts'
import { type FreshDatabases, freshDatabases } from '#test/ground/postgres.ts'
import { attempts } from './attempts.ts'
import { type Grant, grantsWritten } from './grants.ts'
import { asLines, rightsHeld, rightsOfPublic, spelledOut, type Thing, thingsOf } from './rights.ts'

let databases: FreshDatabases
const allRoles: Role[] = [...rolesOf.market, ...rolesOf.vault]

beforeAll(async () => {
  databases = await freshDatabases()
})
afterAll(() => databases.drop())

function look<T>(kind: Kind, work: (client: pg.Client, things: Thing[]) => Promise<T>): Promise<T> {
  return withAdmin(databases.server, databases.nameOf(kind), async (client) =>
    work(client, await thingsOf(client)),
  )
}

test.for(kinds)(
  'in the %s database a role holds what the grants file gives it, and no more',
  (kind) =>
    look(kind, async (client, things) => {
      const written = spelledOut(grantsWritten(kind), things)
      const unknown = written.filter(({ thing }) => !things.some(({ name }) => name === thing))
      assert.deepEqual(asLines(unknown), [], 'granted, but nothing has this name')
      const held: Grant[] = []
      for (const role of allRoles) held.push(...(await rightsHeld(client, role, things)))
      assert.deepEqual(asLines(held), asLines(written))
      assert.ok(things.length > 10 && written.length > 20)
    }),
)

test.for(kinds)('in the %s database everybody together may do nothing', (kind) =>
  look(kind, async (client) => assert.deepEqual(await rightsOfPublic(client), [])),
)

test.for(kinds)(
  'in the %s database every right is there when tried, and every other refused',
  (kind) =>
    look(kind, async (_, things) => {
      const written = new Set(asLines(spelledOut(grantsWritten(kind), things)))
      let tried = 0
      for (const role of rolesOf[kind]) {
        const client = new pg.Client({ connectionString: databases.urlOf(role) })
        await client.connect()
        for (const { right, thing, text } of await attempts(databases, kind)) {
          const mayDo = written.has(`${role} may ${right} ${thing}`)
          assert.equal(await isLetIn(client, text), mayDo, `${role}: ${text}`)
          tried += 1
        }
        await client.end()
      }
      assert.ok(tried > 80, `${tried} tries`)
    }),
)

/** Undone at once. Anything but a refusal for want of a right means that the door was open. */
async function isLetIn(client: pg.Client, text: string): Promise<boolean> {
  await client.query('begin')
  try {
    await client.query(text)
    return true
  } catch (error) {
    return (error as { code?: string }).code !== '42501'
  } finally {
    await client.query('rollback')
  }
}

test('every role is let into its own database and into no other', async () => {
  const names = ['postgres', 'template1', ...kinds.map(databases.nameOf)]
  const open: string[] = []
  for (const role of [...allRoles, owner]) {
    for (const database of names) {
      const client = new pg.Client({
        ...databases.server,
        user: role,
        password: rolePassword,
        database,
      })
      const isIn = await client.connect().then(
        () => true,
        (error: { code?: string }) => {
          assert.match(String(error.code), /^(42501|28000|28P01)$/, `${role} at ${database}`)
          return false
        },
      )
      await client.end().catch(() => {})
      if (isIn) open.push(`${role} in ${database}`)
    }
  }
  const own = kinds.flatMap((kind) =>
    rolesOf[kind].map((role) => `${role} in ${databases.nameOf(kind)}`),
  )
  assert.deepEqual(open.sort(), own.sort())
})

test('no role has powers of its own, belongs to another, or owns anything', () =>
  look('market', async (client) => {
    const { rows: powers } = await client.query(
      `select rolname, rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls
       from pg_roles where rolname = any($1) and (rolsuper or rolcreatedb or rolcreaterole
         or rolreplication or rolbypassrls)`,
      [[...allRoles, owner]],
    )
    assert.deepEqual(powers, [])
    const { rows: memberships } = await client.query(
      `select m.rolname as member, r.rolname as of from pg_auth_members a
       join pg_roles m on m.oid = a.member join pg_roles r on r.oid = a.roleid
       where m.rolname = any($1) or r.rolname = any($2)`,
      [[...allRoles, owner], allRoles],
    )
    assert.deepEqual(memberships, [])
    const { rows: owned } = await client.query(
      `select classid::regclass, objid from pg_shdepend
       where deptype = 'o' and refobjid in (select oid from pg_roles where rolname = any($1))`,
      [allRoles],
    )
    assert.deepEqual(owned, [])
  }))

test('a function that acts with more rights than its caller cannot be led to other tables', () =>
  look('market', async (client) => {
    const { rows } = await client.query<{ name: string; settings: string[] | null }>(
      `select p.oid::regprocedure::text as name, proconfig as settings from pg_proc p
       where prosecdef and pronamespace = 'public'::regnamespace order by 1`,
    )
    assert.ok(rows.length >= 3)
    for (const { name, settings } of rows) {
      assert.ok(
        settings?.some((each) => /^search_path=/.test(each)),
        name,
      )
    }
  }))
