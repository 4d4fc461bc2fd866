import { renameSync, writeFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { connect } from '#lib/call/connect.ts'
import { encodeFrame } from '#lib/call/frames.ts'
import { openIdentity } from '#lib/call/identity.ts'
import { calls, handlers, practice } from '#lib/call/practice.ts'
import { serveCallsByTls, type TlsServeOptions } from '#lib/call/serve-tls.ts'
import { practiceAuthority } from '#lib/certificates/practice.ts'

export const ours = practiceAuthority()

/** A vault that accounts and mailer may ask, each its own list. */
export async function vaultByTls(
  more: Partial<TlsServeOptions> = {},
  papers = ours.papers('vault'),
) {
  const room = await practice()
  const refused: string[] = []
  const identityOf = (text: string, file = `${Math.random()}.pem`) => {
    const path = join(room.folder, file)
    write(path, text)
    const identity = openIdentity(path, { onProblem: () => {}, lookMillis: 20 })
    room.onEnd(() => identity.close())
    return identity
  }
  const answers = { calls, handlers: handlers(room) }
  const server = await serveCallsByTls({
    host: '127.0.0.1',
    port: 0,
    identity: identityOf(papers, 'vault.pem'),
    callers: {
      accounts: answers,
      mailer: { calls: { double: calls.double }, handlers: { double: handlers(room).double } },
    },
    onFault: (fault) => room.faults.push(fault),
    onRefused: (why) => refused.push(why),
    ...more,
  })
  room.onEnd(() => server.close())
  const { port } = server
  const as = (text: string, wish: { server?: string; file?: string } = {}) => {
    const identity = identityOf(text, wish.file)
    const tls = { host: '127.0.0.1', port, server: wish.server ?? 'vault', identity }
    const client = connect(calls, { tls, patienceMillis: 100 })
    room.onEnd(() => client.close())
    return client
  }
  const renew = (file: string, text: string) => write(join(room.folder, file), text)
  return { ...room, room, server, port, refused, as, renew, identityOf }
}

/** As the command does: whole or not at all. */
function write(path: string, text: string): void {
  writeFileSync(`${path}.new`, text)
  renameSync(`${path}.new`, path)
}

/** Waits until a connection is gone, but not for ever: says whether the other side ended it. */
export const closed = (socket: Socket) =>
  new Promise<boolean>((resolve) => {
    let isByThem = true
    socket.on('error', () => {})
    const late = setTimeout(() => {
      isByThem = false
      socket.destroy()
    }, 8_000)
    socket.once('close', () => {
      clearTimeout(late)
      resolve(isByThem)
    })
    socket.resume()
  })

/** A whole call, by hand. */
export const question = encodeFrame(
  '{"id":1,"name":"wait","deadline":9000000000000,"input":0}',
  1_000,
)!
