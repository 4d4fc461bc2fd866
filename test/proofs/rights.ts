import type pg from 'pg'
import type { Grant } from './grants.ts'

/** Anything in a database that a role may have a right to. */
export type Thing = {
  kind: 'table' | 'sequence' | 'function' | 'schema'
  /** As in a grant: `table public.works`. */
  name: string
  oid: number
  schema: string
}

const tableRights = 'select insert update delete truncate references trigger maintain'.split(' ')
const rightsOf = {
  table: tableRights,
  sequence: ['usage', 'select', 'update'],
  function: ['execute'],
  schema: ['usage', 'create'],
}

/** `maintain` came with PostgreSQL 17. */
const knownRight = (version: number) => (right: string) =>
  right !== 'maintain' || version >= 170_000

/** Every table, view, sequence, function and schema that does not belong to PostgreSQL itself. */
export async function thingsOf(client: pg.Client): Promise<Thing[]> {
  const { rows } = await client.query<Thing>(`
    with own as (
      select oid, nspname from pg_namespace
      where nspname not in ('pg_catalog', 'information_schema') and nspname !~ '^pg_(toast|temp)'
    )
    select 'schema' as kind, 'schema ' || nspname as name, oid::int, nspname as schema from own
    union all
    select case when relkind = 'S' then 'sequence' else 'table' end,
      case when relkind = 'S' then 'sequence ' else 'table ' end || nspname || '.' || relname,
      c.oid::int, nspname
    from pg_class c join own on own.oid = relnamespace where relkind in ('r', 'p', 'v', 'm', 'f', 'S')
    union all
    select 'function', format('function %s.%s(%s)', nspname, proname,
      pg_get_function_identity_arguments(p.oid)), p.oid::int, nspname
    from pg_proc p join own on own.oid = pronamespace
    order by 2`)
  return rows.map((row) => ({ ...row, name: withoutArgumentNames(row, row.name) }))
}

/** Grants name arguments by type alone: `f(uuid, text)`. */
function withoutArgumentNames({ kind }: Thing, name: string): string {
  if (kind !== 'function') return name
  return name.replace(/\((.*)\)$/, (_, list: string) => {
    const types = list.split(', ').map((each) => each.replace(/^(?:variadic )?p_\w+ /, ''))
    return `(${types.map(shortType).join(', ')})`
  })
}

function shortType(type: string): string {
  return type.replace('timestamp with time zone', 'timestamptz')
}

/** All that a role may do, as the server decides it; a right on a single column counts. */
export async function rightsHeld(
  client: pg.Client,
  role: string,
  things: readonly Thing[],
): Promise<Grant[]> {
  const { rows: versions } = await client.query(`select current_setting('server_version_num')::int`)
  const isKnown = knownRight(versions[0].current_setting)
  const asked = things.flatMap((thing) =>
    rightsOf[thing.kind].filter(isKnown).map((right) => ({ ...thing, right })),
  )
  const { rows } = await client.query<{ name: string; right: string }>(
    `select name, "right" from unnest($2::text[], $3::oid[], $4::text[], $5::text[])
       as asked (kind, oid, name, "right")
     where case kind
       when 'table' then case when "right" in ('select', 'insert', 'update', 'references')
         then has_any_column_privilege($1, oid, "right") else has_table_privilege($1, oid, "right") end
       when 'sequence' then has_sequence_privilege($1, oid, "right")
       when 'function' then has_function_privilege($1, oid, "right")
       else has_schema_privilege($1, oid, "right") end`,
    [
      role,
      asked.map(({ kind }) => kind),
      asked.map(({ oid }) => oid),
      asked.map(({ name }) => name),
      asked.map(({ right }) => right),
    ],
  )
  return rows.map(({ name, right }) => ({ role, right, thing: name }))
}

/** "All tables of a schema" said one by one. */
export function spelledOut(grants: readonly Grant[], things: readonly Thing[]): Grant[] {
  return grants.flatMap((grant) => {
    const [, kind, schema] = /^(\w+) (\w+)\.\*$/.exec(grant.thing) ?? []
    if (!kind) return [grant]
    const all = things.filter((thing) => thing.kind === kind && thing.schema === schema)
    return all.map(({ name }) => ({ ...grant, thing: name }))
  })
}

/** Sorted lines, each once, so that two lists can be compared and read. */
export function asLines(grants: readonly Grant[]): string[] {
  const lines = grants.map(({ role, right, thing }) => `${role} may ${right} ${thing}`)
  return [...new Set(lines)].sort()
}

/** Rights given to everybody: the entries of an access list that name nobody. */
export async function rightsOfPublic(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(`
    with acls as (
      select 'table ' || c.relnamespace::regnamespace || '.' || relname as thing,
        coalesce(relacl, acldefault(case relkind when 'S' then 's'::"char" else 'r' end, relowner)) as acl,
        relnamespace as space from pg_class c where relkind in ('r', 'p', 'v', 'm', 'f', 'S')
      union all
      select 'column ' || a.attrelid::regclass || '.' || attname, attacl, relnamespace
        from pg_attribute a join pg_class c on c.oid = attrelid where attacl is not null
      union all
      select 'function ' || p.oid::regprocedure, coalesce(proacl, acldefault('f', proowner)),
        pronamespace from pg_proc p
      union all
      select 'schema ' || nspname, coalesce(nspacl, acldefault('n', nspowner)), oid from pg_namespace
      union all
      select 'foreign server ' || srvname, coalesce(srvacl, acldefault('S', srvowner)), 0
        from pg_foreign_server
      union all
      select 'database ' || datname, coalesce(datacl, acldefault('d', datdba)), 0 from pg_database
        where datname = current_database()
    )
    select format('%s %s', lower(privilege_type), thing) as line
    from acls, aclexplode(acl) where grantee = 0 and space not in (
      select oid from pg_namespace
      where nspname in ('pg_catalog', 'information_schema') or nspname ~ '^pg_(toast|temp)')
    order by 1`)
  return rows.map(({ line }) => line)
}
