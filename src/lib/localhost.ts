import { lookup as askResolver } from 'node:dns'
import type { LookupFunction } from 'node:net'

/**
 * Finds `localhost` and every name below it on this machine, as browsers do; Node's own resolver
 * does not know `*.localhost`. Other names are asked as usual. For `lookup` of node:http.
 */
export const localhostLookup: LookupFunction = (hostname, options, callback) => {
  if (!isLocalhost(hostname)) {
    askResolver(hostname, options, callback)
  } else if (options.all) {
    callback(null, [{ address: '127.0.0.1', family: 4 }])
  } else {
    callback(null, '127.0.0.1', 4)
  }
}

/** True for `localhost` and the names below it (RFC 6761). */
export function isLocalhost(hostname: string): boolean {
  const name = hostname.toLowerCase()
  return name === 'localhost' || name.endsWith('.localhost')
}
