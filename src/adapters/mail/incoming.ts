import type { Readable } from 'node:stream'
import { SMTPServer } from 'smtp-server'
import { Refusal } from '#lib/refusal.ts'

export interface Arrived {
  address: string
  /** Without its angle brackets; empty when there is none in signs that one may have. */
  messageId: string
}

const mostBytes = 1_000_000
const mostHeadBytes = 64_000
const mostClients = 20
const mostRecipients = 100
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
    onRcptTo({ address }, { envelope }, done) {
      const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase()
      const isTaken = place.domains.includes(domain) && envelope.rcptTo.length < mostRecipients
      done(isTaken ? null : new Error('not here'))
    },
    onData(stream, { envelope }, done) {
      messageIdOf(stream)
        .then((messageId) => tellOfAll(envelope.rcptTo, messageId, tell))
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

/** An address that nobody can have, or whose telling fails, is no reason to be silent of others. */
async function tellOfAll(
  recipients: readonly { address: string }[],
  messageId: string,
  tell: (arrived: Arrived) => Promise<void>,
): Promise<void> {
  const telling = recipients.map(({ address }) => tell({ address, messageId }))
  for (const told of await Promise.allSettled(telling)) {
    const isNobody =
      told.status === 'rejected' &&
      told.reason instanceof Refusal &&
      told.reason.code === 'bad-input'
    if (told.status === 'rejected' && !isNobody) throw told.reason
  }
}

/**
 * Reads all there is, and remembers the head alone. A Message-ID that could not be told on would
 * keep every one of its recipients from being told of.
 */
async function messageIdOf(stream: Readable): Promise<string> {
  let head = ''
  for await (const part of stream) {
    if (head.length < mostHeadBytes) head += Buffer.from(part).toString('latin1')
  }
  const [lines = ''] = head.split('\r\n\r\n')
  return /^message-id:\s*<([!-;=?-~]{1,998})>/im.exec(lines)?.[1] ?? ''
}
