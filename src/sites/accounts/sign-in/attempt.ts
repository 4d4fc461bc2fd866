import type { HostCookieName } from '#lib/http/cookies.ts'
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

type Needs = Pick<AccountsNeeds, 'cookieKeys' | 'random' | 'clock'>

/** Keeps the attempt in the browser that asked, sealed; it ends with the code. */
export function attemptCookie(needs: Needs): SealedCookie<Attempt> {
  return cookieNamed('__Host-sign-in', needs)
}

/** The same for whoever is signed in already and shows it once more. */
export function confirmCookie(needs: Needs): SealedCookie<Attempt> {
  return cookieNamed('__Host-again', needs)
}

/** And for a member's new mailbox. */
export function newMailboxCookie(needs: Needs): SealedCookie<Attempt> {
  return cookieNamed('__Host-mailbox', needs)
}

function cookieNamed(name: HostCookieName, needs: Needs): SealedCookie<Attempt> {
  return sealedCookie({
    name,
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
