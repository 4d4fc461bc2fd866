import { addressOf, type Server, withAdmin } from '#adapters/postgres/admin.ts'
import { type Throwaway, throwawayCluster } from '#test/ground/cluster.ts'

/** A PostgreSQL that somebody else runs, reached by TCP. */
export interface Elsewhere {
  /** Their superuser, whom no installation is told of. */
  superuser: Server
  /** What an operator is given: databases and roles may be made, nothing else. */
  settings: { MARKET_DATABASE_ADMIN_URL: string; VAULT_DATABASE_ADMIN_URL: string }
  stop: Throwaway['stop']
}

const password = 'of an administrator: @/?# 鍵'

/** A server of its own; its administrator may make databases and roles and is no superuser. */
export async function serverElsewhere(): Promise<Elsewhere> {
  const cluster = await throwawayCluster()
  const superuser = { ...cluster.server, host: '127.0.0.1' }
  await withAdmin(superuser, 'postgres', (client) =>
    client.query(
      `create role market_admin login createdb createrole password ${client.escapeLiteral(password)}`,
    ),
  )
  const address = addressOf({ ...superuser, user: 'market_admin', password }, 'postgres')
  const settings = { MARKET_DATABASE_ADMIN_URL: address, VAULT_DATABASE_ADMIN_URL: address }
  return { superuser, settings, stop: cluster.stop }
}
