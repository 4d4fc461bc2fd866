import { clientAddressHeader } from '#lib/http/client-address.ts'

/** These speak of one connection, not of the message. */
const perConnection = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
])
/** Names by which a visitor could claim to be somebody else. */
const claims = /^(?:x-forwarded-|x-real-ip$|forwarded$|dozo-|x-client-ip$|true-client-ip$)/
/** What a page says about our insides is nobody's business. */
const insides = new Set(['server', 'x-powered-by', 'via'])

/** Put on every answer that has none of that name: by silence, no site is laxer. */
const guards: [string, string][] = [
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'same-origin'],
  ['cross-origin-opener-policy', 'same-origin'],
]
const strictTransport: [string, string] = [
  'strict-transport-security',
  'max-age=63072000; includeSubDomains',
]

/**
 * The headers for the process behind, as a flat list: what the visitor sent, less claims.
 *
 * What `Connection` names is not looked at here: a request that names more than the connection's
 * own is refused before (`namesOthers`). A visitor who could take a header away could take away
 * the length of a body, and the body would be read as the next visitor's request.
 */
export function inwards(raw: readonly string[], address: string): string[] {
  const kept = pairs(raw).filter(([name]) => {
    const lower = name.toLowerCase()
    return !perConnection.has(lower) && !claims.test(lower)
  })
  return [...kept.flat(), clientAddressHeader, address]
}

/** The headers for the visitor, as a flat list: what the process said, with guards. */
export function outwards(raw: readonly string[], isSecure: boolean): string[] {
  const kept = pairs(raw).filter(([name]) => {
    const lower = name.toLowerCase()
    return !perConnection.has(lower) && !insides.has(lower)
  })
  const present = new Set(kept.map(([name]) => name.toLowerCase()))
  const added = guardsFor(isSecure).filter(([name]) => !present.has(name))
  return [...kept, ...added].flat()
}

/** The guards alone, for the gateway's own answers. */
export function guardsFor(isSecure: boolean): [string, string][] {
  return isSecure ? [...guards, strictTransport] : guards
}

function pairs(raw: readonly string[]): [string, string][] {
  const found: [string, string][] = []
  for (let at = 0; at + 1 < raw.length; at += 2) found.push([raw[at] ?? '', raw[at + 1] ?? ''])
  return found
}

/** True when `Connection` names a header that is not one connection's own (RFC 9110 §7.6.1). */
export function namesOthers(raw: readonly string[]): boolean {
  const values = pairs(raw).filter(([name]) => name.toLowerCase() === 'connection')
  const names = values.flatMap(([, value]) => value.split(','))
  return names.some((name) => {
    const lower = name.trim().toLowerCase()
    return lower !== '' && lower !== 'close' && !perConnection.has(lower)
  })
}
