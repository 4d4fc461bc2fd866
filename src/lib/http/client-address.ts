import { isIP } from 'node:net'

/** Set by the gateway, which drops whatever a visitor sent under this name. */
export const clientAddressHeader = 'dozo-client-address'

/** Where the visitor's connection comes from, or `unknown`; for counting, never for trust. */
export function clientAddress(request: Request): string {
  const address = request.headers.get(clientAddressHeader) ?? ''
  return isIP(address) === 0 ? 'unknown' : address
}
