import { serverAt } from '#adapters/postgres/admin.ts'
import { ConfigError } from '#lib/config-error.ts'
import { openDatabases } from './databases.ts'
import { type Installation, prepareFolders } from './installation.ts'
import { kindsOf } from './of-this-host.ts'
import { secret } from './secrets.ts'
import type { Servers } from './settings.ts'
import { lockInstallation } from './start.ts'
import { readStatus, type Status } from './status.ts'

type Say = (line: string) => void

/** On the databases of a running installation, or on ones opened for this command alone. */
export async function withDatabases<T>(
  installation: Installation,
  work: (servers: Servers) => Promise<T>,
  say: Say,
): Promise<T> {
  prepareFolders(installation)
  const status = readStatus(installation.data)
  if (status?.running) return work(serversOf(installation, status.databases))
  return withStopped(installation, work, say)
}

/** Only while nothing of this installation runs. Throws AlreadyRunning. */
export async function withStopped<T>(
  installation: Installation,
  work: (servers: Servers) => Promise<T>,
  say: Say,
): Promise<T> {
  prepareFolders(installation)
  const release = lockInstallation(installation)
  try {
    const databases = await openDatabases(installation, say)
    return await work(databases.servers).finally(() => databases.cluster?.stop())
  } finally {
    release()
  }
}

/** Where a running installation said its databases are; we have a password for our own only. */
function serversOf(installation: Installation, databases: Status['databases']): Servers {
  const { adminUrls, data } = installation
  const at = (kind: 'market' | 'vault') => {
    const url = adminUrls[kind]
    if (url) return serverAt(url)
    const found = databases.find(({ name }) => name === `dozo_${kind}`)
    if (!found) throw new ConfigError([`The ${kind}'s database is not on this host.`])
    const { host, port, pid } = found
    if (pid === null) {
      const setting = `${kind.toUpperCase()}_DATABASE_ADMIN_URL`
      throw new ConfigError([
        `This installation runs on a PostgreSQL at ${host}: set ${setting} as for its start.`,
      ])
    }
    return { host, port, user: 'postgres', password: secret(data, 'postgres') }
  }
  const kinds = kindsOf(installation)
  return Object.fromEntries(kinds.map((kind) => [kind, at(kind)])) as Servers
}
