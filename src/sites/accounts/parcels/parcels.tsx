import { Hono } from 'hono'
import type { Typed } from '#lib/form-fields.ts'
import { readForm } from '#lib/http/body.ts'
import { isRefusal, Refusal } from '#lib/refusal.ts'
import { toWire } from '#lib/shapes.ts'
import { orderLineFacts } from '#market/orders/queries.ts'
import type { SellerFacts } from '#market/sellers/queries.ts'
import type { FormProblem } from '#sites/ui/parts/form.tsx'
import { orRefusal } from '#sites/ui/visit/or-refusal.ts'
import { problemTexts, refusalText } from '#sites/ui/visit/problem-texts.ts'
import { actHash } from '#trust/identity/acts.ts'
import { show } from '../answer.ts'
import type { AccountsNeeds } from '../needs.ts'
import { hasPublished, shopHere } from '../sellers/shop-here.ts'
import type { Visit, VisitContext } from '../visit.ts'
import { onlyMembers } from '../visitor.ts'
import { labelsForm, printForm, shipmentForm } from './forms.ts'
import { LabelsPage } from './labels-page.tsx'
import { ParcelsPage } from './parcels-page.tsx'
import { parcelPages, parcelPosts } from './routes.ts'
import { parcelWords } from './words.ts'

type Needs = Pick<AccountsNeeds, 'db' | 'vault'>

const parcelsShown = 100
const { path } = parcelPages.parcels

/** What a seller has to send: which, their labels by passkey, and that they are on their way. */
export function parcels(needs: Needs) {
  const members = onlyMembers(needs)
  return new Hono<Visit>()
    .get(path, members, async (c) => page(c, needs, await shopHere(c, needs)))
    .post(parcelPosts.labelsChallenge.path, members, async (c) => {
      const seller = await shopHere(c, needs)
      const read = labelsForm.read(await readForm(c.req.raw))
      if (!read.ok) throw new Refusal('bad-input')
      const { orders } = read.values
      const act = actHash({ kind: 'open-labels', seller: seller.id, orders })
      const { session } = c.var.member
      return c.json(toWire(await needs.vault.actChallenge({ session, act })) as object)
    })
    .post(parcelPosts.printLabels.path, members, (c) => print(c, needs))
    .post(parcelPosts.shipParcel.path, members, async (c) => {
      const seller = await shopHere(c, needs)
      const read = shipmentForm.read(await readForm(c.req.raw))
      if (!read.ok && read.problems.order) throw new Refusal('bad-input')
      if (!read.ok) {
        const labels = { number: parcelWords(c.var.view.locale).number }
        const problems = problemTexts(read.problems, labels, c.var.view.words)
        const unlinked = problems.map(({ text }) => ({ text: `${labels.number}: ${text}` }))
        return page(c, needs, seller, { problems: unlinked, typed: read.typed }, 422)
      }
      const { session } = c.var.member
      await needs.vault.parcelShipped({ session, seller: seller.id, ...read.values })
      return c.redirect(`${path}?sent=`, 303)
    })
}

async function print(c: VisitContext, needs: Needs): Promise<Response> {
  const seller = await shopHere(c, needs)
  const body = await readForm(c.req.raw)
  const { words, locale } = c.var.view
  // Without its passkey the list itself is looked at first: that is what one can mend.
  const listed = labelsForm.read(body)
  const read = printForm.read(body)
  if (!listed.ok || !read.ok) {
    const wrong = listed.ok ? (read.ok ? {} : read.problems) : listed.problems
    const problems = problemTexts(wrong, { orders: parcelWords(locale).choose }, words)
    return page(c, needs, seller, { problems, typed: {} }, 422)
  }
  const { session } = c.var.member
  const { orders, assertion } = read.values
  const asked = { session, seller: seller.id, orders, assertion }
  const opened = await orRefusal(needs.vault.labelsFor(asked))
  if (isRefusal(opened)) {
    const problems = refusalText(opened, words)
    return page(c, needs, seller, { problems, typed: {} }, opened.status)
  }
  const { view, origins } = c.var
  const { labels } = opened
  return show(c, 'parcels', <LabelsPage {...{ view, origins, seller, labels }} />)
}

async function page(
  c: VisitContext,
  needs: Needs,
  seller: SellerFacts,
  tried: { problems: readonly FormProblem[]; typed: Typed } = { problems: [], typed: {} },
  status: 200 | Refusal['status'] = 200,
): Promise<Response> {
  const { view, origins, member } = c.var
  const only = c.req.query('order')
  const sent = c.req.query('sent') !== undefined
  const rows = (await hasPublished(needs, seller))
    ? await rowsOf(needs, seller, member.session)
    : undefined
  const shown = only === undefined ? rows : rows?.filter(({ order }) => order === only)
  const isOne = only !== undefined
  const props = { view, origins, rows: shown, isOne, sent, ...tried }
  return show(c, 'parcels', <ParcelsPage {...props} />, status)
}

async function rowsOf({ db, vault }: Needs, seller: SellerFacts, session: Buffer) {
  const asked = { session, seller: seller.id, limit: parcelsShown }
  const waiting = (await vault.parcelsOf(asked)).parcels
  const lines = await orderLineFacts(
    db,
    waiting.map(({ order }) => order),
  )
  return waiting.map(({ order, paidAt }) => ({
    order,
    paidAt: new Date(paidAt),
    titles: lines
      .filter((line) => line.order === order && line.seller === seller.id && line.ships)
      .map(({ title }) => title),
  }))
}
