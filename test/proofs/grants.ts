import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Kind } from '#adapters/postgres/roles.ts'

/** `role` may do `right` to `thing`; a thing is written `table schema.name` and so on. */
export type Grant = { role: string; right: string; thing: string }

/** What stands in `db/grants-<kind>.sql`, "all tables in schema x" still unsaid. */
export function grantsWritten(kind: Kind): Grant[] {
  const file = join(import.meta.dirname, `../../db/grants-${kind}.sql`)
  const text = readFileSync(file, 'utf8').replace(/--[^\n]*/g, ' ')
  const statements = text.replace(/\$\$[\s\S]*?\$\$/g, ' ').split(';')
  const grants = statements.map((each) => each.replace(/\s+/g, ' ').trim())
  return [...schemaUse(kind, text), ...grants.filter((each) => /^grant /i.test(each)).flatMap(read)]
}

/** The first lines of the market's file give every role its schema in a loop. */
function schemaUse(kind: Kind, text: string): Grant[] {
  const roles = /array\[([^\]]+)\] loop/.exec(text)?.[1]
  if (kind !== 'market' || !roles) return []
  return namesIn(roles.replaceAll("'", '')).map((role) => use(role, 'schema public'))
}

const use = (role: string, thing: string): Grant => ({ role, right: 'usage', thing })

function read(statement: string): Grant[] {
  const [, rights, what, who] = /^grant (.+?) on (.+) to ([^()]+)$/i.exec(statement) ?? []
  if (!rights || !what || !who) throw new Error(`a grant that this test cannot read: ${statement}`)
  return namesIn(who).flatMap((role) =>
    namesIn(rights).flatMap((right) => thingsIn(what).map((thing) => ({ role, right, thing }))),
  )
}

function thingsIn(what: string): string[] {
  const [, every, schema] = /^all (table|sequence|function)s in schema (\w+)$/i.exec(what) ?? []
  if (every) return [`${every.toLowerCase()} ${schema}.*`]
  const [, kind = 'table', list] = /^(?:(schema|function|sequence) )?(.+)$/i.exec(what)!
  if (kind === 'schema') return namesIn(list!).map((name) => `schema ${name}`)
  return namesIn(list!).map((name) => `${kind.toLowerCase()} public.${name}`)
}

/** Cut at commas, but not at those between the arguments of a function. */
function namesIn(list: string): string[] {
  return list.split(/,(?![^(]*\))/).map((each) => each.trim())
}
