import type { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo, BlockList } from 'node:net'
import { createServer, type Server, type TLSSocket } from 'node:tls'
import type { CallList } from '#lib/call/call.ts'
import { type Identity, isVouchedFor, nameIn } from '#lib/call/identity.ts'
import { prepareTlsSocket, tlsOptions } from '#lib/call/tls.ts'
import {
  type Answers,
  checkAnswers,
  usualConnections,
  usualStopMillis,
  Visit,
  type VisitLimits,
} from '#lib/call/visit.ts'
import { systemClock } from '#lib/clock.ts'

export type TlsServeOptions = VisitLimits & {
  host: string
  port: number
  identity: Identity
  /** Who may ask, by the name in the certificate. Nobody else is let in, whoever vouches. */
  callers: Readonly<Record<string, Answers<CallList>>>
  /** Addresses from which anything is listened to; not given: any. */
  from?: BlockList | undefined
  /** A connection that was not let in, and why; no frame of it was read. */
  onRefused: (why: string) => void
  /** Somebody was let in, whose certificate is good until then. */
  onGuest?: (name: string, until: Date) => void
  /** Longest a stranger may take to show a certificate. */
  handshakeMillis?: number
  /** How often open connections are held against the certificates of the moment. */
  lookMillis?: number
}

const usualHandshakeMillis = 5_000
const usualLookMillis = 60_000
const strangers = 64

type Guests = Map<Visit, { name: string; cert: X509Certificate }>

/**
 * Answers several callers on one TLS address, each its own list. Who asks is what the certificate
 * says and nothing else; a connection whose certificate ends, or whose authority is no longer
 * believed, is ended after what it has at work.
 */
export async function serveCallsByTls(
  options: TlsServeOptions,
): Promise<{ port: number; close(): Promise<void> }> {
  for (const answers of Object.values(options.callers)) checkAnswers(answers)
  const { identity, stopMillis = usualStopMillis } = options
  const guests: Guests = new Map()
  const server = listener(options, (socket) => letIn(socket, options, guests))
  const lookAgain = () => {
    for (const [visit, { cert }] of guests) {
      if (!isGood(cert, options)) void visit.stop(stopMillis)
    }
  }
  const forget = identity.onChange(() => {
    server.setSecureContext(tlsOptions(identity.current()))
    lookAgain()
  })
  const looking = setInterval(lookAgain, options.lookMillis ?? usualLookMillis).unref()
  server.listen(options.port, options.host)
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      forget()
      clearInterval(looking)
      const closed = new Promise((resolve) => server.close(resolve))
      await Promise.all([...guests.keys()].map((visit) => visit.stop(stopMillis)))
      await closed
    },
  }
}

/** TLS with a certificate asked of everybody, or nothing. */
function listener(options: TlsServeOptions, welcome: (socket: TLSSocket) => void): Server {
  const { identity, from, onRefused } = options
  const server = createServer({
    ...tlsOptions(identity.current()),
    requestCert: true,
    rejectUnauthorized: true,
    handshakeTimeout: options.handshakeMillis ?? usualHandshakeMillis,
  })
  server.maxConnections =
    strangers + Object.keys(options.callers).length * (options.maxConnections ?? usualConnections)
  server.on('secureConnection', welcome)
  server.on('connection', (socket) => {
    const { remoteAddress = '', remoteFamily } = socket
    if (!from || from.check(remoteAddress, remoteFamily === 'IPv6' ? 'ipv6' : 'ipv4')) return
    onRefused('address')
    socket.destroy()
  })
  server.on('tlsClientError', (error: NodeJS.ErrnoException, socket) => {
    onRefused(error.code ?? 'handshake')
    socket.destroy()
  })
  return server
}

function letIn(socket: TLSSocket, options: TlsServeOptions, guests: Guests): void {
  socket.on('error', () => {})
  const cert = socket.getPeerX509Certificate()
  const name = cert && socket.authorized ? nameIn(cert) : undefined
  const answers =
    name !== undefined && Object.hasOwn(options.callers, name) ? options.callers[name] : undefined
  if (!cert || !name || !answers || !isGood(cert, options)) {
    options.onRefused(answers ? 'certificate' : 'not-listed')
    socket.destroy()
    return
  }
  const same = [...guests.values()].filter((guest) => guest.name === name).length
  if (same >= (options.maxConnections ?? usualConnections)) {
    options.onRefused('too-many')
    socket.destroy()
    return
  }
  const visit = new Visit(prepareTlsSocket(socket), { ...options, ...answers })
  guests.set(visit, { name, cert })
  options.onGuest?.(name, new Date(cert.validTo))
  socket.once('close', () => guests.delete(visit))
}

function isGood(cert: X509Certificate, { identity, clock = systemClock }: TlsServeOptions) {
  const now = clock()
  const isInTime = new Date(cert.validFrom) <= now && now < new Date(cert.validTo)
  return isInTime && isVouchedFor(cert, identity.current().authorities)
}
