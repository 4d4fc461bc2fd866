import { constants } from 'node:crypto'
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls'
import { type Identity, type Papers, scheme } from '#lib/call/identity.ts'

/** A server on another host, and who we are to it. */
export interface TlsPlace {
  host: string
  port: number
  /** The name its certificate must have. */
  server: string
  identity: Identity
  /** Why a connection could not be had or was lost. */
  onProblem?: (error: Error) => void
}

const idleProbeMillis = 15_000

/** Small frames leave at once; a host that is gone without a word is noticed while all is quiet. */
export function prepareTlsSocket(socket: TLSSocket): TLSSocket {
  return socket.setNoDelay(true).setKeepAlive(true, idleProbeMillis)
}

/**
 * TLS 1.3 between two processes of one installation: AES, SHA-2 and P-256 only. Both must show a
 * certificate of the installation's own authority; the machine's list of authorities counts for
 * nothing. No ticket is good for a second connection, so nothing is ever sent early.
 */
export function tlsOptions({ key, cert, authorities }: Papers) {
  return {
    key,
    cert,
    ca: authorities.map(String),
    minVersion: 'TLSv1.3',
    maxVersion: 'TLSv1.3',
    ciphers: 'TLS_AES_256_GCM_SHA384:TLS_AES_128_GCM_SHA256',
    ecdhCurve: 'P-256',
    sigalgs: 'ecdsa_secp256r1_sha256',
    secureOptions: constants.SSL_OP_NO_TICKET | constants.SSL_OP_NO_RENEGOTIATION,
  } satisfies ConnectionOptions
}

/** Connects; `secureConnect` comes only from the server that was meant, by its certificate. */
export function connectByTls({ host, port, server }: TlsPlace, papers: Papers): TLSSocket {
  const expected = `URI:${scheme}${server}`
  const socket = connect({
    ...tlsOptions(papers),
    host,
    port,
    servername: '',
    rejectUnauthorized: true,
    checkServerIdentity: (_host, { subjectaltname }) =>
      subjectaltname === expected ? undefined : new Error(`the certificate is not ${server}'s`),
  })
  return prepareTlsSocket(socket)
}
