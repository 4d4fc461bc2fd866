import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

export interface Listener {
  /** The connection stands: from now on every notification is heard. */
  onListening: () => void
  onNotification: (channel: string, payload: string) => void
  /** Notifications may be missed from now on, until `onListening` comes again. */
  onLost: () => void
}

const firstWaitMillis = 200
const longestWaitMillis = 5_000
const aliveMillis = 20_000

/**
 * Hears what the database announces, on a connection of its own, for as long as it is open;
 * a lost connection is made again by itself, sooner first and then every 5 seconds.
 */
export function listenTo(
  url: string,
  channels: readonly string[],
  listener: Listener,
): { close(): void } {
  const stop = new AbortController()
  void keepListening(url, channels, listener, stop.signal)
  return { close: () => stop.abort() }
}

async function keepListening(
  url: string,
  channels: readonly string[],
  listener: Listener,
  signal: AbortSignal,
): Promise<void> {
  let waitMillis = firstWaitMillis
  while (!signal.aborted) {
    const heard = await listenOnce(url, channels, listener, signal)
    if (signal.aborted) return
    listener.onLost()
    waitMillis = heard ? firstWaitMillis : Math.min(waitMillis * 2, longestWaitMillis)
    await wait(waitMillis, undefined, { signal, ref: false }).catch(() => {})
  }
}

/** Listens until the connection ends; false when it never stood. */
async function listenOnce(
  url: string,
  channels: readonly string[],
  listener: Listener,
  signal: AbortSignal,
): Promise<boolean> {
  const client = new pg.Client({
    connectionString: url,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
    application_name: 'dozo listener',
  })
  const ended = new Promise<void>((resolve) => {
    client.once('end', resolve)
    client.once('error', () => resolve())
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  let stands = false
  try {
    await client.connect()
    client.on('notification', ({ channel, payload = '' }) => {
      listener.onNotification(channel, payload)
    })
    for (const channel of channels) await client.query(`listen ${pg.escapeIdentifier(channel)}`)
    stands = true
    listener.onListening()
    await stillAlive(client, ended)
  } catch {
    // Told by `onLost`; the next try comes by itself.
  }
  await client.end().catch(() => {})
  return stands
}

/** A connection cut without a word would be silent for ever, so it is asked now and then. */
async function stillAlive(client: pg.Client, ended: Promise<void>): Promise<void> {
  let over = false
  const end = ended.then(() => {
    over = true
  })
  while (!over) {
    const pause = new AbortController()
    await Promise.race([
      end,
      wait(aliveMillis, undefined, { signal: pause.signal, ref: false }).catch(() => {}),
    ])
    pause.abort()
    if (!over) await client.query('select 1')
  }
}
