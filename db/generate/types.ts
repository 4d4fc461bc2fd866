import type { Column, Relation, Right } from './catalogue.ts'

const typeOf: Record<string, string> = {
  bigint: 'bigint',
  integer: 'number',
  smallint: 'number',
  'double precision': 'number',
  real: 'number',
  numeric: 'string',
  boolean: 'boolean',
  text: 'string',
  'character varying': 'string',
  character: 'string',
  uuid: 'string',
  date: 'string',
  inet: 'string',
  tsvector: 'string',
  'timestamp with time zone': 'Date',
  jsonb: 'unknown',
  json: 'unknown',
  bytea: 'Buffer',
}

export const preface = `// Written by db/generate.ts from the migrations and the grants. Do not edit: run
// \`bin/dozo run db/generate.ts\`.
import type { ColumnType, Generated, InsertType, SelectType, UpdateType } from 'kysely'

/** A column that the database computes. */
type Computed<T> = ColumnType<T, never, never>

/** A table as a role sees it: the columns it may read, put in, and change. */
type Granted<
  T,
  S extends keyof T,
  I extends keyof T = never,
  U extends keyof T = never,
> = {
  [K in S | I | U]: ColumnType<
    K extends S ? SelectType<T[K]> : never,
    K extends I ? InsertType<T[K]> : never,
    K extends U ? UpdateType<T[K]> : never
  >
}
`

/** One interface per table or view, as its owner sees it. */
export function interfaceOf(relation: Relation): string {
  const lines = relation.columns.map((column) => `  ${column.name}: ${columnType(column)}\n`)
  return `export interface ${pascal(relation.name)}Table {\n${lines.join('')}}\n`
}

/** The database as one role may use it. */
export function databaseOf(role: string, all: Relation[], rights: Map<string, Right>): string {
  const lines = all.flatMap((relation) => {
    const granted = grantedType(relation, rights)
    return granted ? [`  ${relation.name}: ${granted}\n`] : []
  })
  return `export interface ${pascal(role)}Database {\n${lines.join('')}}\n`
}

/** `order_lines` becomes `OrderLines`. */
export function pascal(name: string): string {
  return name.replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}

function columnType(column: Column): string {
  const array = column.type.endsWith('[]')
  const name = array ? column.type.slice(0, -2) : column.type
  const single = typeOf[name]
  if (!single) throw new Error(`db/generate has no TypeScript type for the SQL type ${name}.`)
  const plain = array ? `${single}[]` : single
  const full = column.isNullable ? `${plain} | null` : plain
  if (column.isComputed) return `Computed<${full}>`
  return column.hasDefault ? `Generated<${full}>` : full
}

function grantedType(relation: Relation, rights: Map<string, Right>): string | undefined {
  const table = `${pascal(relation.name)}Table`
  const may = (act: keyof Right) =>
    relation.columns.filter((each) => rights.get(`${relation.name}.${each.name}`)?.[act])
  const acts = relation.isView ? [may('select')] : [may('select'), may('insert'), may('update')]
  if (acts.every((columns) => columns.length === 0)) return undefined

  const lists = acts.map((columns) => {
    if (columns.length === relation.columns.length) return `keyof ${table}`
    return columns.map((each) => `'${each.name}'`).join(' | ') || 'never'
  })
  while (lists.length > 1 && lists.at(-1) === 'never') lists.pop()
  return `Granted<${[table, ...lists].join(', ')}>`
}
