import type pg from 'pg'

const tablesText = `
select c.oid::regclass::text as name, c.relkind as kind,
  (select array_agg(format('  %s %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
            case when a.attnotnull then ' not null' else '' end,
            case when d.adbin is null then ''
                 when a.attgenerated <> '' then ' generated: ' || pg_get_expr(d.adbin, d.adrelid)
                 else ' default ' || pg_get_expr(d.adbin, d.adrelid) end) order by a.attnum)
   from pg_attribute a left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
   where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
  (select array_agg(format('  %s: %s', conname, pg_get_constraintdef(oid)) order by contype desc, conname)
   from pg_constraint where conrelid = c.oid and contype <> 'n') as constraints,
  (select array_agg('  ' || indexdef order by indexname) from pg_indexes i
   where i.schemaname = 'public' and i.tablename = c.relname) as indexes,
  (select array_agg('  ' || pg_get_triggerdef(oid) order by tgname)
   from pg_trigger where tgrelid = c.oid and not tgisinternal) as triggers,
  case when c.relkind = 'v' then pg_get_viewdef(c.oid, true) end as definition
from pg_class c
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
order by c.relkind, c.relname`

const functionsText = `
select format('%s(%s) returns %s%s', p.proname, pg_get_function_identity_arguments(p.oid),
         pg_get_function_result(p.oid), case when p.prosecdef then ' security definer' else '' end) as line
from pg_proc p
where p.pronamespace = 'public'::regnamespace
  and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
order by 1`

type Table = {
  name: string
  kind: string
  columns: string[]
  constraints: string[] | null
  indexes: string[] | null
  triggers: string[] | null
  definition: string | null
}

/** A listing of a database for people to read and to compare; it is not meant to be run. */
export async function snapshotOf(client: pg.Client): Promise<string> {
  const tables = await client.query<Table>(tablesText)
  const functions = await client.query<{ line: string }>(functionsText)
  return [
    '-- Written by db/generate.ts from the catalogue, to be read and compared, not run.',
    ...tables.rows.map(describe),
    ['functions', ...functions.rows.map(({ line }) => `  ${line}`)].join('\n'),
    '',
  ].join('\n\n')
}

function describe(table: Table): string {
  const body = table.definition ? table.definition.split('\n') : table.columns
  const rest = [table.constraints, table.indexes, table.triggers].flatMap((each) => each ?? [])
  return [`${table.kind === 'v' ? 'view' : 'table'} ${table.name}`, ...body, ...rest].join('\n')
}
