import { type SealedCookie, sealedCookie } from '#lib/sealed-cookie.ts'
import { bytes, id, integer, object, text } from '#lib/shapes.ts'
import type { AccountsNeeds } from '../needs.ts'

/** A code is on its way to this address, good in this browser only. */
export interface Attempt {
  attempt: string
  /** 128 bits that only this browser has. */
  secret: Buffer
  address: string
  state: string
  return: string
  /** How many codes this browser has asked for. */
  sends: number
}

export const secretBytes = 16
const attemptSeconds = 10 * 60

/** Keeps the attempt in the browser that asked, sealed; it ends with the code. */
export function attemptCookie(
  needs: Pick<AccountsNeeds, 'cookieKeys' | 'random' | 'clock'>,
): SealedCookie<Attempt> {
  return sealedCookie({
    name: '__Host-sign-in',
    shape: object({
      attempt: id,
      secret: bytes({ min: secretBytes, max: secretBytes }),
      address: text({ max: 254 }),
      state: text({ max: 43 }),
      return: text({ max: 500 }),
      sends: integer({ min: 1, max: 100 }),
    }),
    keys: needs.cookieKeys,
    maxAgeSeconds: attemptSeconds,
    clock: needs.clock,
    random: needs.random,
  })
}
