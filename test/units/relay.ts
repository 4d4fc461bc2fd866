import { createServer, type Server } from 'node:net'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { pollUntil } from '#test/cast/poll.ts'

const letterMillis = 40_000

/** A relay on port 25 of this address, which keeps what it takes. */
export interface Relay {
  /** The text of the next letter to this mailbox since `since` letters. */
  letterTo(address: string, fits: RegExp): Promise<string>
  close(): Promise<void>
}

export async function openRelay(host: string, tls: { cert: string; key: string }): Promise<Relay> {
  const letters: { to: string[]; text: string }[] = []
  const server = new SMTPServer({
    authOptional: true,
    ...tls,
    disabledCommands: ['AUTH'],
    disableReverseLookup: true,
    async onData(stream, session, done) {
      const chunks: Buffer[] = []
      for await (const chunk of stream) chunks.push(chunk as Buffer)
      const { text = '' } = await PostalMime.parse(Buffer.concat(chunks))
      letters.push({ to: session.envelope.rcptTo.map(({ address }) => address), text })
      done()
    },
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(25, host, resolve))
  const found = (address: string, fits: RegExp) =>
    letters.findLast(({ to, text }) => to.includes(address) && fits.test(text))?.text
  return {
    letterTo: (address, fits) =>
      pollUntil(`a letter to ${address}`, async () => found(address, fits), letterMillis),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** Somebody who lets anybody in, on this port; whoever gets there was not held back. */
export async function openStranger(host: string, port: number): Promise<Server> {
  const server = createServer((socket) => socket.destroy())
  await new Promise<void>((resolve) => server.listen(port, host, resolve))
  return server
}
