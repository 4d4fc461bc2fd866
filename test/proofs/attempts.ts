import type pg from 'pg'
import { withAdmin } from '#adapters/postgres/admin.ts'
import type { Kind } from '#adapters/postgres/roles.ts'
import type { FreshDatabases } from '#test/ground/postgres.ts'
import { type Thing, thingsOf } from './rights.ts'

/** A statement that needs one right, and changes nothing even where it is allowed. */
export type Attempt = { right: string; thing: string; text: string }

/** One for every table, view and sequence of ours, and for every function that can be called. */
export async function attempts(databases: FreshDatabases, kind: Kind): Promise<Attempt[]> {
  return withAdmin(databases.server, databases.nameOf(kind), async (client) => {
    const things = await thingsOf(client)
    const found: Attempt[] = []
    for (const thing of things) {
      if (thing.kind === 'table') found.push(...(await onTable(client, thing)))
      if (thing.kind === 'function') found.push(...(await onFunction(client, thing)))
    }
    return found
  })
}

async function onTable(client: pg.Client, thing: Thing): Promise<Attempt[]> {
  const { rows } = await client.query<{ name: string; column: string; writable: boolean }>(
    `select c.oid::regclass::text as name, quote_ident(attname) as column,
       c.relkind in ('r', 'p') as writable
     from pg_class c join pg_attribute on attrelid = c.oid and attnum > 0 and not attisdropped
       and attgenerated = '' and attidentity <> 'a'
     where c.oid = $1 order by attnum limit 1`,
    [thing.oid],
  )
  const [row] = rows
  if (!row) return []
  const { name, column } = row
  const reading = { right: 'select', text: `select ${column} from ${name} limit 0` }
  const writing = [
    { right: 'insert', text: `insert into ${name} (${column}) select null where false` },
    { right: 'update', text: `update ${name} set ${column} = null where false` },
    { right: 'delete', text: `delete from ${name} where false` },
    { right: 'truncate', text: `truncate ${name}` },
  ]
  const all = row.writable ? [reading, ...writing] : [reading]
  return all.map((each) => ({ ...each, thing: thing.name }))
}

/** Called with nothing but nulls. A trigger's function cannot be called at all. */
async function onFunction(client: pg.Client, thing: Thing): Promise<Attempt[]> {
  const { rows } = await client.query<{ name: string; types: string[]; callable: boolean }>(
    `select pronamespace::regnamespace || '.' || quote_ident(proname) as name,
       array(select format_type(t, null) from unnest(proargtypes) as t) as types,
       prokind = 'f' and prorettype not in ('trigger'::regtype, 'internal'::regtype)
         and not proargtypes::oid[] && array['internal'::regtype::oid, 'anyelement'::regtype::oid]
         as callable
     from pg_proc where oid = $1`,
    [thing.oid],
  )
  const [row] = rows
  if (!row?.callable) return []
  // From a subquery that stays one: a call with constants is decided before rights are looked at.
  const nothing = row.types.map((type, place) => `null::${type} as v${place}`).join(', ')
  const values = row.types.map((_, place) => `v${place}`).join(', ')
  const text = `select ${row.name}(${values}) from (select ${nothing} offset 0) as nothing`
  return [{ right: 'execute', thing: thing.name, text }]
}
