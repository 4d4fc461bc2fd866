import { Hono } from 'hono'
import type { Typed } from '#lib/form-fields.ts'
import { readForm } from '#lib/http/body.ts'
import { isRefusal, type Refusal } from '#lib/refusal.ts'
import { orderLineFacts } from '#market/orders/queries.ts'
import type { FormProblem } from '#sites/ui/parts/form.tsx'
import { orRefusal } from '#sites/ui/visit/or-refusal.ts'
import { refusalText } from '#sites/ui/visit/problem-texts.ts'
import { show } from '../answer.ts'
import { otherForm, readRecipient } from '../checkout/recipient.ts'
import { whoProblems } from '../checkout/who-page.tsx'
import type { AccountsNeeds } from '../needs.ts'
import { type Holding, holdingOf } from '../orders/holder.ts'
import { orderParam } from '../orders/order.tsx'
import { orderProofs } from '../orders/proof.ts'
import { strangers } from '../orders/receipt.tsx'
import type { Visit, VisitContext } from '../visit.ts'
import { MyParcelPage } from './my-parcel-page.tsx'
import { parcelPages, parcelPosts } from './routes.ts'

type Needs = Pick<AccountsNeeds, 'db' | 'vault' | 'cookieKeys' | 'random' | 'clock'>

/** The buyer sees how a parcel stands, and corrects where it goes while that is not too late. */
export function myParcel(needs: Needs) {
  const proofs = orderProofs(needs)
  const held = (c: VisitContext) => holdingOf(c, orderParam(c), proofs)
  return new Hono<Visit>()
    .get(parcelPages.myParcel.path, async (c) => {
      const found = await parcelOf(needs, held(c))
      return found ? page(c, found) : proveFirst(c)
    })
    .post(parcelPosts.correctParcel.path, async (c) => {
      const found = await parcelOf(needs, held(c))
      if (!found) return proveFirst(c)
      const body = await readForm(c.req.raw)
      const read = readRecipient(body, [])
      const { typed } = read
      if (body.other === 'form') return page(c, found, { typed: otherForm(typed), problems: [] })
      if (!read.ok) {
        return page(c, found, { typed, problems: whoProblems(read.problems, c.var.view) }, 422)
      }
      const sellers = found.parcels.map(({ seller }) => seller)
      const named = { ...found.holding, payTicket: null, sellers, recipient: read.recipient }
      const done = await orRefusal(needs.vault.setRecipient(named))
      if (!isRefusal(done)) return c.redirect(`/orders/${orderParam(c)}/parcel?corrected=`, 303)
      const now = (await parcelOf(needs, found.holding)) ?? found
      return page(c, now, { typed, problems: problemsOf(c, done) }, done.status)
    })
}

function problemsOf(c: VisitContext, refusal: Refusal): FormProblem[] {
  const { code, details } = refusal
  if (code === 'bad-input' && details.field !== undefined) {
    return whoProblems({ [details.field]: 'invalid' }, c.var.view)
  }
  // Why it is too late stands on the page.
  return code === 'not-allowed' ? [] : refusalText(refusal, c.var.view.words)
}

type Known = Awaited<ReturnType<AccountsNeeds['vault']['myParcels']>>
type Found = Known & { holding: Holding; names: ReadonlyMap<string, string> }

/** Undefined for who has not proved that the order is theirs. */
async function parcelOf(needs: Needs, holding: Holding | undefined): Promise<Found | undefined> {
  if (!holding) return undefined
  const known = await orRefusal(needs.vault.myParcels(holding))
  if (isRefusal(known)) {
    if (strangers.includes(known.code)) return undefined
    throw known
  }
  const lines = await orderLineFacts(needs.db, [holding.order])
  const names = new Map(lines.map(({ seller, sellerName }) => [seller, sellerName]))
  return { ...known, holding, names }
}

function proveFirst(c: VisitContext): Response {
  return c.redirect(`/orders/${orderParam(c)}?to=parcel`, 303)
}

interface Tried {
  typed: Typed
  problems: readonly FormProblem[]
}

function page(
  c: VisitContext,
  found: Found,
  tried?: Tried,
  status: 200 | Refusal['status'] = 200,
): Response {
  const { view, origins } = c.var
  const { typed = found.recipient ?? {}, problems = [] } = tried ?? {}
  const isCorrected = c.req.query('corrected') !== undefined
  const isTried = tried !== undefined
  const answer = { typed, problems, isTried, isCorrected }
  const props = { view, origins, order: orderParam(c), ...found, ...answer }
  return show(c, 'myParcel', <MyParcelPage {...props} />, status)
}
