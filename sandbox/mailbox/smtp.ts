import type { Readable } from 'node:stream'
import { SMTPServer } from 'smtp-server'
import type { Clock } from '#lib/clock.ts'
import type { Letters } from './letters.ts'

const mostClients = 50
const silenceMillis = 30_000
const mostRecipients = 20

interface Needs {
  letters: Letters
  clock: Clock
  port: number
  mostBytes: number
}

/**
 * Takes every mail for everybody, from this machine only, and delivers none of them.
 * Two names practise refusal: `nobody@` is refused for good, `later@` for now.
 */
export function takeMail({ letters, clock, port, mostBytes }: Needs): Promise<() => Promise<void>> {
  const server = new SMTPServer({
    name: 'mailbox.localhost',
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: mostBytes,
    maxClients: mostClients,
    socketTimeout: silenceMillis,
    closeTimeout: 500,
    onRcptTo({ address }, session, done) {
      const name = address.split('@')[0]?.toLowerCase()
      const isFull = session.envelope.rcptTo.length >= mostRecipients
      if (name === 'nobody') done(refusal(550, `<${address}>: nobody of that name is here`))
      else if (name === 'later') done(refusal(451, `<${address}>: please try again later`))
      else done(isFull ? refusal(452, 'too many recipients') : null)
    },
    onData(stream, { envelope }, done) {
      read(stream, mostBytes)
        .then(async (raw) => {
          if (stream.sizeExceeded) throw refusal(552, 'the letter is too large')
          const from = envelope.mailFrom ? envelope.mailFrom.address : ''
          const to = envelope.rcptTo.map((each) => each.address)
          await letters.keep({ from, to, receivedAt: clock().toISOString() }, raw)
        })
        .then(() => done(null, 'kept'), done)
    },
  })
  return new Promise((resolve, reject) => {
    server.on('error', reject)
    server.listen(port, '127.0.0.1', () => {
      // A client that hangs up in the middle is no reason to stop.
      server.on('error', () => {})
      resolve(() => new Promise((closed) => server.close(() => closed())))
    })
  })
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}

/** Reads to the end, as SMTP wants it, but keeps no more than is allowed. */
async function read(stream: Readable, mostBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    size += chunk.length
    if (size <= mostBytes) chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
