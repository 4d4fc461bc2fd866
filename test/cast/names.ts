import { randomBytes } from 'node:crypto'

const letters = 'abcdefghijklmnop'

/**
 * A mailbox that nobody has yet. Letters only: a row of digits that happens to be a valid card
 * number is refused, as it should be, once in fifty times.
 */
export function newAddress(who: string): string {
  const name = [...randomBytes(8)].map((byte) => `${letters[byte >> 4]}${letters[byte & 15]}`)
  return `${who}-${name.join('')}@people.example`
}
