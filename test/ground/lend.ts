import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { withAdmin } from '#adapters/postgres/admin.ts'
import type { Throwaway } from './cluster.ts'
import { kinds, migratedCluster, templateOf } from './migrated.ts'
import { stateOf } from './state-of-cluster.ts'

/**
 * Lends a migrated PostgreSQL to one run after the other: a line comes in, an address goes out.
 * One that is not as it was made is replaced first. Ends when its input does.
 */
const leaveMillis = 5_000
let lent: { cluster: Throwaway; asMade: string } | undefined

// Ctrl-C reaches us too; our input ends then, and PostgreSQL must not be left behind.
process.on('SIGINT', () => {})
for await (const _ of createInterface({ input: process.stdin })) {
  if (lent && !(await isAsMade(lent))) {
    await lent.cluster.stop()
    lent = undefined
  }
  lent ??= await made()
  console.log(JSON.stringify(lent.cluster.server))
}
await lent?.cluster.stop()

async function made(): Promise<{ cluster: Throwaway; asMade: string }> {
  const cluster = await migratedCluster()
  await withAdmin(cluster.server, 'postgres', async (client) => {
    for (const kind of kinds) {
      await client.query(`alter database ${templateOf(kind)} with allow_connections false`)
    }
  })
  return { cluster, asMade: await stateOf(cluster.server) }
}

/** Sessions of the run before may need a moment to end. */
async function isAsMade({ cluster, asMade }: { cluster: Throwaway; asMade: string }) {
  const until = Date.now() + leaveMillis
  for (;;) {
    const isSame = (await stateOf(cluster.server).catch(() => '')) === asMade
    if (isSame || Date.now() > until) return isSame
    await wait(20)
  }
}
