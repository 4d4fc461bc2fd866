import type { Readable } from 'node:stream'
import { SMTPServer } from 'smtp-server'

export interface Arrived {
  address: string
  /** Without its angle brackets; empty when there is none. */
  messageId: string
}

const mostBytes = 1_000_000
const mostHeadBytes = 64_000
const mostClients = 20
const silenceMillis = 30_000

/**
 * Takes mail for these domains and for no others, tells to whom it was, and keeps none of it.
 * Gives what stops it.
 */
export async function hearMail(
  place: { port: number; address: string; domains: readonly string[] },
  tell: (arrived: Arrived) => Promise<void>,
): Promise<() => Promise<void>> {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    hideSize: true,
    size: mostBytes,
    maxClients: mostClients,
    socketTimeout: silenceMillis,
    closeTimeout: 500,
    onRcptTo({ address }, _session, done) {
      const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase()
      done(place.domains.includes(domain) ? null : new Error('not here'))
    },
    onData(stream, { envelope }, done) {
      messageIdOf(stream)
        .then(async (messageId) => {
          for (const { address } of envelope.rcptTo) await tell({ address, messageId })
        })
        // Not taken, so that it comes again when we can tell of it.
        .then(() => done(null, 'taken'), done)
    },
  })
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject)
    server.listen(place.port, place.address, resolve)
  })
  server.removeAllListeners('error')
  // A client that hangs up in the middle is no reason to stop.
  server.on('error', () => {})
  return () => new Promise((resolve) => server.close(() => resolve()))
}

/** Reads all there is, and remembers the head alone. */
async function messageIdOf(stream: Readable): Promise<string> {
  let head = ''
  for await (const part of stream) {
    if (head.length < mostHeadBytes) head += Buffer.from(part).toString('latin1')
  }
  const [lines = ''] = head.split('\r\n\r\n')
  return /^message-id:\s*<([^<>\r\n]{1,998})>/im.exec(lines)?.[1] ?? ''
}
