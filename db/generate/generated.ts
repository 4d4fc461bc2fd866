import { type Server, withAdmin } from '#adapters/postgres/admin.ts'
import { type Kind, rolesOf } from '#adapters/postgres/roles.ts'
import { relations, rightsOf } from './catalogue.ts'
import { snapshotOf } from './snapshot.ts'
import { databaseOf, interfaceOf, pascal, preface } from './types.ts'

/** Files written from migrated databases, by path below the checkout. */
export async function generatedFiles(
  server: Server,
  nameOf: (kind: Kind) => string,
): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  const parts = [preface]
  const roles: string[] = []
  for (const kind of Object.keys(rolesOf) as Kind[]) {
    await withAdmin(server, nameOf(kind), async (client) => {
      files.set(`db/schema-${kind}.sql`, await snapshotOf(client))
      const all = await relations(client)
      parts.push(...all.map(interfaceOf))
      for (const role of rolesOf[kind]) {
        parts.push(databaseOf(role, all, await rightsOf(client, role)))
        roles.push(role)
      }
    })
  }
  const lines = roles.map((role) => `  ${role}: ${pascal(role)}Database\n`)
  parts.push(`/** By login role. */\nexport interface Databases {\n${lines.join('')}}\n`)
  files.set('src/lib/db/tables.ts', parts.join('\n'))
  return files
}
