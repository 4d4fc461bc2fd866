import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

/**
 * Where a request comes from: the connection's own address, or, when that is the one proxy we
 * trust, the last address the proxy wrote down. What visitors claim is never believed.
 */
export function addressOf(request: IncomingMessage, trustedProxy: string | undefined): string {
  const direct = plain(request.socket.remoteAddress ?? '')
  if (!isTrusted(direct, trustedProxy)) return direct
  const told = String(request.headers['x-forwarded-for'] ?? '')
  const last = plain(told.split(',').at(-1)?.trim() ?? '')
  return isIP(last) === 0 ? direct : last
}

/** Whether a connection from this address is the one proxy we trust, however either is written. */
export function isTrusted(address: string, trustedProxy: string | undefined): boolean {
  return trustedProxy !== undefined && plain(address) === plain(trustedProxy)
}

/** An IPv4 address that came through an IPv6 socket, as IPv4. */
function plain(address: string): string {
  return address.startsWith('::ffff:') && isIP(address.slice(7)) === 4 ? address.slice(7) : address
}
