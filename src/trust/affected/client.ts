import { createHash } from 'node:crypto'

/** Most people whose addresses are opened by one call. */
export const mostInList = 500

/** What stands for a list of people in the act that a passkey confirms: order counts. */
export function listHash(people: readonly string[]): Buffer {
  return createHash('sha256')
    .update(`dozo list v1\n${people.join('\n')}`, 'utf8')
    .digest()
}
