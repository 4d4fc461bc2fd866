import { chownSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addressOf, type Server, withAdmin } from '#adapters/postgres/admin.ts'
import { selfSigned } from '#test/ground/certificate.ts'
import { type Throwaway, throwawayCluster } from '#test/ground/cluster.ts'

/** A PostgreSQL that somebody else runs, reached by TCP and TLS alone. */
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
  const superuser = cluster.server
  const data = await withAdmin(superuser, 'postgres', async (client) => {
    const secret = client.escapeLiteral(password)
    await client.query(`create role market_admin login createdb createrole password ${secret}`)
    return (await client.query('show data_directory')).rows[0].data_directory as string
  })
  const rootCertificates = onlyByTls(data)
  await withAdmin(superuser, 'postgres', (client) => client.query('select pg_reload_conf()'))
  const admin = { user: 'market_admin', password, tls: { rootCertificates } }
  const address = addressOf({ ...superuser, ...admin, host: 'localhost' }, 'postgres')
  const settings = { MARKET_DATABASE_ADMIN_URL: address, VAULT_DATABASE_ADMIN_URL: address }
  return { superuser, settings, stop: cluster.stop }
}

/** Gives the file with the certificate to believe. */
function onlyByTls(data: string): string {
  const { uid, gid } = statSync(data)
  const { cert, key } = selfSigned(['localhost'])
  const files = {
    'server.crt': cert,
    'server.key': key,
    'local.conf': 'ssl = on\n',
    'pg_hba.conf': 'local all all scram-sha-256\nhostssl all all 127.0.0.1/32 scram-sha-256\n',
  }
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(data, name), text, { mode: 0o600 })
    chownSync(join(data, name), uid, gid)
  }
  const believed = join(data, '../server-elsewhere.pem')
  writeFileSync(believed, cert)
  return believed
}
