import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { serverAt } from '#adapters/postgres/admin.ts'
import { type Cluster, startCluster } from '#adapters/postgres/cluster.ts'
import { prepareDatabase, prepareRoles } from '#adapters/postgres/databases.ts'
import { migrate } from '#adapters/postgres/migrations.ts'
import { databaseName } from '#adapters/postgres/roles.ts'
import type { Installation } from './installation.ts'
import { kindsOf } from './of-this-host.ts'
import { rolePassword, secret } from './secrets.ts'
import type { Servers } from './settings.ts'

/** Both databases, ready to be used; `cluster` only when it is our own. */
export type Databases = { servers: Servers; cluster: Cluster | undefined }

type Say = (line: string) => void

/** Starts our own PostgreSQL unless every database of this host is elsewhere, or it has none. */
export async function openDatabases(installation: Installation, say: Say): Promise<Databases> {
  const { market, vault } = installation.adminUrls
  const needsOwn = kindsOf(installation).some((kind) => !installation.adminUrls[kind])
  const cluster = needsOwn ? await ownCluster(installation, say) : undefined
  const own = cluster?.server
  const servers = {
    market: market ? serverAt(market) : own,
    vault: vault ? serverAt(vault) : own,
  } as Servers
  return { servers, cluster }
}

function ownCluster({ root, data, port }: Installation, say: Say): Promise<Cluster> {
  return startCluster({
    root,
    dataFolder: data,
    port: port + 4,
    password: secret(data, 'postgres'),
    logFile: join(data, 'logs/postgres.log'),
    durable: true,
    say,
  })
}

/** Roles, databases, migrations, functions and grants; quick when there is nothing to do. */
export async function bringUpToDate(
  installation: Installation,
  servers: Servers,
  say: Say,
): Promise<void> {
  const { root, data } = installation
  for (const kind of kindsOf(installation)) {
    const [server, database] = [servers[kind], databaseName(kind)]
    await prepareRoles(server, kind, (role) => rolePassword(data, role))
    if ((await prepareDatabase(server, database, kind)) === 'made') say(`made database ${database}`)
    await migrate({ server, database, kind, folder: join(root, 'db'), say })
  }
}

/** Our own PostgreSQL is started again when it ends by itself; pools find it by themselves. */
export function keepCluster(
  databases: Databases,
  installation: Installation,
  { say, changed }: { say: Say; changed: () => void },
): () => Promise<void> {
  let isStopping = false
  const watch = () => databases.cluster?.onDeath((line) => void again(line))
  const again = async (line: string) => {
    say(`${line}; starting it again`)
    for (let attempt = 1; !isStopping; attempt++) {
      try {
        databases.cluster = await ownCluster(installation, say)
        watch()
        changed()
        return
      } catch (error) {
        say((error as Error).message)
        await wait(Math.min(attempt, 10) * 1_000)
      }
    }
  }
  watch()
  return async () => {
    isStopping = true
    await databases.cluster?.stop()
  }
}
