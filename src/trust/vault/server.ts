import { join } from 'node:path'
import type { Clock } from '#lib/clock.ts'
import type { NewId } from '#lib/ids.ts'
import type { RandomBytes } from '#lib/random.ts'
import { Turns } from '#lib/turns.ts'
import { nobodyWatches } from '#trust/canaries/client.ts'
import type { Alarms } from '#trust/letters/client.ts'
import { LogFiles } from '#trust/log/files.ts'
import { signerFrom } from '#trust/log/note.ts'
import { everyClockBelieved } from '#trust/reckoning/client.ts'
import { nobodyCounts } from '#trust/refusals/client.ts'
import type { Core, Settings } from './core.ts'
import { type Db, openDb, openWriter } from './db.ts'
import { fittingRing } from './fitting-ring.ts'
import { type Limits, Quotas } from './quotas.ts'
import type { KeyProvider, RingPlace } from './ring.ts'
import { knownKeys } from './ring-rows.ts'
import { entryOf, Sequencer } from './sequencer.ts'

export interface VaultOptions {
  databaseUrl: string
  /** Longest a statement may run; a database that says nothing is given up a second later. */
  statementMillis?: number
  keysFolder: string
  /** On another disk: here every new ring is written first. */
  keysCopyFolder?: string | undefined
  logFolder: string
  /** The log's name in checkpoints, a host and path without scheme. */
  logOrigin: string
  provider: KeyProvider
  settings: Settings
  quotas?: Limits
  clock: Clock
  random: RandomBytes
  newId: NewId
  /** The writing connection or the log's folder is gone: the process must end. */
  onLost: (why: string) => void
}

export interface Vault {
  core: Core
  log: LogFiles
  /** Ends long waits, so that callers can be let go; call it before their sockets close. */
  stopWaiting(): void
  close(): Promise<void>
}

const checkpointMillis = 1_000
const usualStatementMillis = 8_000
const started = entryOf('vault', 'vault-started')

/**
 * Opens the vault: the one writer first, so that two never run; then keys, log and quotas.
 *
 * Throws with a sentence when another vault writes, when the ring does not fit the database, or
 * when the published log and the database do not agree.
 */
export async function openVault(options: VaultOptions): Promise<Vault> {
  const { databaseUrl, statementMillis = usualStatementMillis } = options
  const { clock, random, newId, settings, onLost } = options
  const lost = () => onLost('the database connection was lost')
  const writer = await openWriter(databaseUrl, statementMillis, lost)
  const db = openDb(databaseUrl, statementMillis)
  try {
    const keys = ringPlace(options)
    const { ring, news } = await fittingRing({ ...keys, clock, random, newId }, await knownKeys(db))
    const store = await logStore(db)
    const log = await LogFiles.open({
      folder: options.logFolder,
      signer: signerFrom(options.logOrigin, ring.current('note').key.export()),
      store,
    })
    const sequencer = new Sequencer({ writer, log, ring, clock, onLost, lastAt: store.lastAt })
    const append = sequencer.append.bind(sequencer)
    const alarms: Alarms = { raise: async () => {} }
    const refusals = nobodyCounts()
    const quotas = await Quotas.open({ db, clock, append, alarms, refusals }, options.quotas)
    const stopping = new AbortController()
    const given = { clock, random, newId, settings, stopping: stopping.signal }
    const rooms = { alarms, refusals, canaries: nobodyWatches(), turns: new Turns() }
    const reckoning = everyClockBelieved(clock)
    const core: Core = { db, ring, keys, append, quotas, reckoning, ...rooms, ...given }
    await core.append({ ...news, entries: [started, ...news.entries!] })
    const stopPublishing = publishEverySecond(log, onLost)
    return {
      core,
      log,
      stopWaiting: () => stopping.abort(),
      close: async () => {
        await sequencer.close()
        await stopPublishing()
        await db.close()
        await writer.close()
      },
    }
  } catch (error) {
    await db.close()
    await writer.close()
    throw error
  }
}

function ringPlace({ keysFolder, keysCopyFolder, provider }: VaultOptions): RingPlace {
  const copy = keysCopyFolder === undefined ? undefined : join(keysCopyFolder, 'ring.json')
  return { file: join(keysFolder, 'ring.json'), copy, provider }
}

const logSize = {
  name: 'log-size',
  text: 'select index + 1 as size, at from log_entries order by index desc limit 1',
}
const logLeaves = {
  name: 'log-leaves',
  text: 'select leaf from log_entries where index >= $1 and index < $2 order by index',
}

async function logStore(db: Db) {
  const [last] = await db.rows<{ size: string; at: Date }>(logSize, [])
  return {
    size: Number(last?.size ?? 0),
    lastAt: last?.at.getTime() ?? 0,
    leaves: async (from: number, to: number) => {
      const rows = await db.rows<{ leaf: string }>(logLeaves, [from, to])
      return rows.map(({ leaf }) => leaf)
    },
  }
}

/** A disk that takes no more tiles ends the process: the next start writes what is missing. */
function publishEverySecond(log: LogFiles, onLost: (why: string) => void): () => Promise<void> {
  const publish = () =>
    log.publish().catch(() => onLost('the log could not be written to its folder'))
  const timer = setInterval(publish, checkpointMillis)
  return async () => {
    clearInterval(timer)
    await log.publish()
  }
}
