import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { type Server, withAdmin } from '#adapters/postgres/admin.ts'
import { databaseName, type Kind, type Role } from '#adapters/postgres/roles.ts'
import type { RecordView } from '#sandbox/provider/views.ts'
import { ask } from './ask.ts'
import type { TownFacts } from './run-town.ts'

/** What an auditor may look at: both databases as their superuser, and the provider's record. */
export interface Books {
  server: Server
  serverAs(role: Role): Server
  sql<T extends pg.QueryResultRow>(kind: Kind, text: string, values?: unknown[]): Promise<T[]>
  /** With a connection of its own, closed afterwards. */
  withDatabase<T>(database: string, work: (client: pg.Client) => Promise<T>): Promise<T>
  /** Every session the provider ever opened, as it is now. */
  providerRecord(): Promise<RecordView[]>
  askProvider(path: string, method?: string): Promise<unknown>
}

export function booksOf(facts: TownFacts, provider: string): Books {
  const secret = (name: string) => readFileSync(join(facts.data, 'secrets', name), 'utf8').trim()
  const status = JSON.parse(readFileSync(join(facts.data, 'run/status.json'), 'utf8'))
  const { host, port } = status.databases[0]
  const own = () => ({ host, port, user: 'postgres', password: secret('postgres') })
  const server: Server = facts.elsewhere ?? own()
  const withDatabase: Books['withDatabase'] = (database, work) => withAdmin(server, database, work)
  const askProvider = async (path: string, method = 'GET') => {
    const authorization = `Bearer ${secret('sandbox-provider-secret-key')}`
    const answer = await ask(`${provider}${path}`, { method, headers: { authorization } })
    if (answer.status >= 300) throw new Error(`the provider said ${answer.status}: ${answer.text}`)
    return JSON.parse(answer.text)
  }
  return {
    server,
    serverAs: (role) => ({ ...server, user: role, password: secret(`database-${role}`) }),
    sql: (kind, text, values = []) =>
      withDatabase(databaseName(kind), async (client) => (await client.query(text, values)).rows),
    withDatabase,
    askProvider,
    async providerRecord() {
      const found = new Map<string, RecordView>()
      let page: RecordPage = { record: [], next: 0, more: true }
      while (page.more) {
        page = (await askProvider(`/v1/admin/record?limit=500&after=${page.next}`)) as RecordPage
        // A later change of the same session stands on a later page.
        for (const each of page.record) found.set(each.session.id, each)
      }
      return [...found.values()]
    },
  }
}

type RecordPage = { record: RecordView[]; next: number; more: boolean }
