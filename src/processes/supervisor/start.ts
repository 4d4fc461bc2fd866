import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { takeLock } from '../../../bin/lock.ts'
import { type Closers, closersInReverse } from './closers.ts'
import { bringUpToDate, type Databases, keepCluster, openDatabases } from './databases.ts'
import { type Family, gather } from './family.ts'
import { type Installation, prepareFolders } from './installation.ts'
import { keepLogsShort } from './logs.ts'
import { kindsOf } from './of-this-host.ts'
import { markAsPractice } from './secrets.ts'
import { firstOperatorLink, runSeed, seedMark } from './seed.ts'
import { serveConsole } from './serve-console.ts'
import { welcome } from './show.ts'
import { databasesOf, lockFile, type Status, statusOf, writeStatus } from './status.ts'
import { stopSignals } from './stop-signals.ts'
import { urlsOf } from './urls.ts'

export type StartWish = { installation: Installation; version: string; say: (line: string) => void }

/** Another supervisor lives on this data folder. */
export class AlreadyRunning extends Error {
  override readonly name = 'AlreadyRunning'
}

/**
 * Starts an installation and keeps it alive until it is asked to stop. Gives false when it was
 * stopped before it was open.
 *
 * Nothing that an earlier start left behind matters: locks of the dead, sockets without a
 * listener and a PostgreSQL without a supervisor are found and dealt with.
 */
export async function start(wish: StartWish): Promise<boolean> {
  const { installation, say } = wish
  prepareFolders(installation)
  const signals = stopSignals()
  const closers = closersInReverse()
  await closers.add(lockInstallation(installation))
  if (!installation.production) markAsPractice(installation.data)
  const opening = open(wish, closers)
  try {
    const opened = await Promise.race([opening, signals.asked])
    if (opened) process.stdout.write(opened)
    await signals.asked
    say('stopping …')
    return opened !== undefined
  } finally {
    // A second signal ends at once; what is left then is dealt with by the next start.
    signals.nextOneEnds()
    await closers.closeAll()
    await opening.catch(() => {})
    await closers.closeAll()
  }
}

/** Everything, in order; gives the table of what is where. */
async function open(wish: StartWish, closers: Closers): Promise<string> {
  const { installation, version, say } = wish
  await closers.add(keepLogsShort(join(installation.data, 'logs')).close)
  const databases = await openDatabases(installation, say)
  let changed = () => {}
  await closers.add(keepCluster(databases, installation, { say, changed: () => changed() }))
  await bringUpToDate(installation, databases.servers, say)

  const told = { changed: () => changed(), say }
  const family = gather(installation, databases.servers, told)
  const status = () => statusNow(wish, databases, family)
  changed = () => writeStatus(installation.data, status())
  await closers.add(() => writeStatus(installation.data, { ...status(), pid: null }))
  const server = await serveConsole(installation, family.children, version)
  await closers.add(server.close)
  await closers.add(family.stop)
  say('starting processes')
  await family.start()
  if (installation.demoTown && !existsSync(seedMark(installation.data))) {
    const seeding = runSeed(installation, databases.servers, say)
    await closers.add(seeding.stop)
    await seeding.done
  }
  return welcome(status(), await firstOperatorLink(installation))
}

/** Only one process at a time opens an installation; gives what ends the lock. */
export function lockInstallation({ data }: Installation): () => void {
  const taken = takeLock(lockFile(data))
  if ('heldBy' in taken) {
    throw new AlreadyRunning(`Dozo already runs on ${data} (pid ${taken.heldBy}).`)
  }
  return taken.release
}

function statusNow({ installation, version }: StartWish, of: Databases, family: Family): Status {
  return {
    running: true,
    version,
    pid: process.pid,
    production: installation.production,
    urls: urlsOf(installation),
    databases: databasesOf(of.servers, kindsOf(installation), of.cluster),
    processes: statusOf(family.children, installation),
  }
}
