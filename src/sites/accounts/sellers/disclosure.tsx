import { Hono } from 'hono'
import { isId } from '#lib/ids.ts'
import { Refusal } from '#lib/refusal.ts'
import { sellerById } from '#market/sellers/queries.ts'
import { show } from '../answer.ts'
import type { AccountsNeeds } from '../needs.ts'
import { pages } from '../routes.ts'
import type { Visit } from '../visit.ts'
import { DisclosurePage } from './disclosure-page.tsx'
import type { Statements } from './statements.ts'

type Needs = Pick<AccountsNeeds, 'db' | 'market'>

/** The published statement of a seller, for everybody. */
export function disclosure(needs: Needs, statements: Statements) {
  return new Hono<Visit>().get(pages.disclosure.path, async (c) => {
    const id = c.req.param('seller')
    const seller = isId(id) ? await sellerById(needs.db, id) : undefined
    if (!seller) throw new Refusal('not-found')
    const published = await statements.of(seller.id)
    const { view, origins } = c.var
    const page = { view, origins, seller, published, market: needs.market }
    return show(c, 'disclosure', <DisclosurePage {...page} />)
  })
}
