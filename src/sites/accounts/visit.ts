import type { Context, MiddlewareHandler } from 'hono'
import { clientAddress } from '#lib/http/client-address.ts'
import { networkOf } from '#lib/network.ts'
import { sellerOfMember } from '#market/sellers/queries.ts'
import type { View } from '#sites/ui/view.ts'
import { answerAsOwn } from '#sites/ui/visit/own-answer.ts'
import { viewOf } from '#sites/ui/visit/view-of.ts'
import type { AccountsNeeds, Origins } from './needs.ts'

/** A person who is signed in here, and how. */
export interface Member {
  session: Buffer
  id: string
  byPasskey: boolean
  /** Epoch milliseconds, until which the account itself may be changed. */
  freshUntil: number
}

/** What every handler finds in its context; `member` and `hasShop` only behind `onlyMembers`. */
export interface Visit {
  Variables: {
    view: View
    origins: Origins
    client: string
    member: Member
    /** Leads to the rooms of sellers; also where it could not be found out. */
    hasShop: boolean
    hasShopOf: (member: string) => Promise<boolean>
  }
}

export type VisitContext = Context<Visit>

/** Language, hosts and client network of the visit; headers that every answer carries. */
export function visit(needs: AccountsNeeds): MiddlewareHandler<Visit> {
  return async (c, next) => {
    c.set('origins', needs.origins)
    c.set('client', networkOf(clientAddress(c.req.raw)))
    c.set('view', viewOf(c.req.raw, needs))
    c.set('hasShopOf', (member) =>
      sellerOfMember(needs.db, member).then(
        (seller) => seller !== undefined,
        () => true,
      ),
    )
    await answerAsOwn(c, next, { 'x-robots-tag': 'noindex' })
  }
}
