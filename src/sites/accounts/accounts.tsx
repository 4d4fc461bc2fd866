import { Hono } from 'hono'
import { onError } from '#lib/http/on-error.ts'
import { requireOrigin } from '#lib/http/origin.ts'
import { Refusal } from '#lib/refusal.ts'
import { limitPosts } from '#sites/ui/visit/limit-posts.ts'
import { home } from './account/home.tsx'
import { lostPasskeys } from './account/lost-passkeys.tsx'
import { passkeys } from './account/passkeys.tsx'
import { sessions } from './account/sessions.tsx'
import { book } from './book/book.tsx'
import { checkout } from './checkout/checkout.tsx'
import { changeLink } from './mailbox/change-link.tsx'
import { mailbox } from './mailbox/mailbox.tsx'
import { buyerMessages } from './messages/buyer.tsx'
import { sellerMessages } from './messages/seller.tsx'
import type { AccountsNeeds } from './needs.ts'
import { order } from './orders/order.tsx'
import { orderCode } from './orders/order-code.tsx'
import { receipt } from './orders/receipt.tsx'
import { erasure } from './own-data/erasure.tsx'
import { ownData } from './own-data/own-data.tsx'
import { proofs } from './own-data/proofs.ts'
import { myParcel } from './parcels/my-parcel.tsx'
import { parcels } from './parcels/parcels.tsx'
import { payout } from './payout/payout.tsx'
import { problemPage } from './problem-page.tsx'
import { report } from './report/report.tsx'
import { pages } from './routes.ts'
import { disclosure } from './sellers/disclosure.tsx'
import { editDisclosure } from './sellers/edit-disclosure.tsx'
import { statements } from './sellers/statements.ts'
import { again } from './sign-in/again.tsx'
import { code } from './sign-in/code.tsx'
import { signIn } from './sign-in/sign-in.tsx'
import { studio } from './sign-in/studio.tsx'
import { type Visit, visit } from './visit.ts'

/** The accounts host: who you are, what is kept about you, and the words between shop and pay. */
export function accounts(needs: AccountsNeeds): Hono<Visit> {
  const published = statements(needs)
  const rooms = [
    checkout(needs),
    signIn(needs),
    code(needs),
    again(needs),
    studio(needs),
    order(needs),
    orderCode(needs),
    receipt(needs),
    home(needs),
    sessions(needs),
    mailbox(needs),
    changeLink(needs),
    passkeys(needs),
    lostPasskeys(needs),
    ownData(needs),
    book(needs),
    erasure(needs),
    proofs(needs),
    disclosure(needs, published),
    editDisclosure(needs, published),
    payout(needs),
    parcels(needs),
    myParcel(needs),
    buyerMessages(needs),
    sellerMessages(needs),
    report(needs),
  ]
  const site = new Hono<Visit>()
  site.use(visit(needs), requireOrigin([needs.origins.account]), limitPosts(120, needs.clock))
  site.get(pages.health.path, (c) => c.text('ok'))
  for (const room of rooms) site.route('/', room)
  site.notFound(() => {
    throw new Refusal('not-found')
  })
  site.onError(onError({ page: problemPage(needs), onFault: needs.onFault, random: needs.random }))
  return site
}
