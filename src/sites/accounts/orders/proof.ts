import { type SealedCookie, sealedCookie } from '#lib/sealed-cookie.ts'
import { bytes, id, list, object, oneOf, text } from '#lib/shapes.ts'
import type { AccountsNeeds } from '../needs.ts'
import { secretBytes } from '../sign-in/attempt.ts'
import { type OrderAim, orderAims } from './forms.ts'

type Needs = Pick<AccountsNeeds, 'cookieKeys' | 'random' | 'clock'>

/** A code is on its way to whoever this order is bound to, good in this browser only. */
export interface OrderAttempt {
  order: string
  attempt: string
  secret: Buffer
  state: string
  to: OrderAim
}

const attemptSeconds = 10 * 60

export function orderAttemptCookie(needs: Needs): SealedCookie<OrderAttempt> {
  const shape = object({
    order: id,
    attempt: id,
    secret: bytes({ min: secretBytes, max: secretBytes }),
    state: text({ max: 43 }),
    to: oneOf(...orderAims),
  })
  return sealed('__Host-order-code', shape, attemptSeconds, needs)
}

const mostProofs = 5
const proofSeconds = 60 * 60

/** The vault's word that this browser proved the mailbox of an order. */
export interface OrderProofs {
  find(request: Request, order: string): Buffer | null
  /** The `Set-Cookie` line with one more; the oldest of many is dropped. */
  add(request: Request, order: string, access: Buffer): string
}

export function orderProofs(needs: Needs): OrderProofs {
  const shape = list(object({ order: id, access: bytes({ max: 32 }) }), { max: mostProofs })
  const cookie = sealed('__Host-orders', shape, proofSeconds, needs)
  const known = (request: Request) => cookie.read(request) ?? []
  return {
    find: (request, order) => known(request).find((each) => each.order === order)?.access ?? null,
    add(request, order, access) {
      const others = known(request).filter((each) => each.order !== order)
      return cookie.set([{ order, access }, ...others].slice(0, mostProofs))
    },
  }
}

function sealed<T>(
  name: '__Host-order-code' | '__Host-orders',
  shape: Parameters<typeof sealedCookie<T>>[0]['shape'],
  maxAgeSeconds: number,
  { cookieKeys, clock, random }: Needs,
): SealedCookie<T> {
  return sealedCookie({ name, shape, keys: cookieKeys, maxAgeSeconds, clock, random })
}
