import type pg from 'pg'

/** A table or view of the schema `public`, as the catalogue knows it. */
export type Relation = {
  name: string
  isView: boolean
  columns: Column[]
}

export type Column = {
  name: string
  type: string
  isNullable: boolean
  hasDefault: boolean
  isComputed: boolean
}

/** What one role may do with one column. */
export type Right = { select: boolean; insert: boolean; update: boolean }

const columnsText = `
select c.relname as relation, c.relkind = 'v' as view, a.attname as column,
       format_type(a.atttypid, null) as type, a.attnotnull as notnull,
       a.atthasdef or a.attidentity <> '' as hasdefault,
       a.attgenerated <> '' or a.attidentity = 'a' as computed,
       coalesce(col_description(c.oid, a.attnum) like 'never null%', false) as promised
from pg_class c
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
  and c.relname <> 'schema_migrations' and not c.relispartition
order by c.relname, a.attnum`

type Row = {
  relation: string
  view: boolean
  column: string
  type: string
  notnull: boolean
  hasdefault: boolean
  computed: boolean
  promised: boolean
}

/** All tables and views with their columns, by name. */
export async function relations(client: pg.Client): Promise<Relation[]> {
  const { rows } = await client.query<Row>(columnsText)
  const found = new Map<string, Relation>()
  for (const row of rows) {
    const relation = found.get(row.relation) ?? {
      name: row.relation,
      isView: row.view,
      columns: [],
    }
    found.set(row.relation, relation)
    relation.columns.push({
      name: row.column,
      type: row.type,
      isNullable: !row.notnull && !row.promised,
      hasDefault: row.hasdefault,
      isComputed: row.computed,
    })
  }
  const all = [...found.values()]
  for (const view of all.filter((each) => each.isView)) await settleNulls(client, view, all)
  return all
}

/** What a role may do, by relation and column; from the server, so inherited rights count too. */
export async function rightsOf(client: pg.Client, role: string): Promise<Map<string, Right>> {
  const { rows } = await client.query<Right & { relation: string; column: string }>(
    `select c.relname as relation, a.attname as column,
            has_column_privilege($1, c.oid, a.attnum, 'select') as select,
            has_column_privilege($1, c.oid, a.attnum, 'insert') as insert,
            has_column_privilege($1, c.oid, a.attnum, 'update') as update
     from pg_class c
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')`,
    [role],
  )
  return new Map(rows.map((row) => [`${row.relation}.${row.column}`, row]))
}

type Plan = {
  'Join Type'?: string
  'Parent Relationship'?: string
  Alias?: string
  'Relation Name'?: string
  Output?: string[]
  Plans?: Plan[]
}

/**
 * The catalogue does not say which columns of a view may be null; the plan does. A column is never
 * null when it is one of a table, never null there, and no outer join can leave that table out.
 */
async function settleNulls(client: pg.Client, view: Relation, all: Relation[]): Promise<void> {
  const { rows } = await client.query(
    `explain (verbose, format json) select * from public.${view.name}`,
  )
  const plan: Plan = rows[0]['QUERY PLAN'][0].Plan
  const certain = new Map<string, string>()
  collectCertain(plan, true, certain)
  for (const [index, column] of view.columns.entries()) {
    const [alias, name] = (plan.Output?.[index] ?? '').replaceAll('"', '').split('.')
    const table = all.find((each) => each.name === certain.get(alias ?? ''))
    const source = table?.columns.find((each) => each.name === name)
    if (source && !source.isNullable) column.isNullable = false
  }
}

function collectCertain(plan: Plan, isCertain: boolean, into: Map<string, string>): void {
  if (plan.Alias && plan['Relation Name'] && isCertain) into.set(plan.Alias, plan['Relation Name'])
  const join = plan['Join Type']
  for (const child of plan.Plans ?? []) {
    const side = child['Parent Relationship']
    const isSafe = side === 'Outer' ? safeOuter(join) : side === 'Inner' ? safeInner(join) : false
    collectCertain(child, isCertain && isSafe, into)
  }
}

function safeOuter(join: string | undefined): boolean {
  return join !== 'Right' && join !== 'Full'
}

function safeInner(join: string | undefined): boolean {
  return join === 'Inner' || join === 'Right' || join === undefined
}
