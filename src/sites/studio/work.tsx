import { Hono } from 'hono'
import type { Problems, Typed } from '#lib/form-fields.ts'
import { readForm } from '#lib/http/body.ts'
import { decimalText, isCurrency, parseAmount } from '#lib/money.ts'
import { changeWork, draftWork } from '#market/catalogue/commands.ts'
import type { StudioNeeds } from './needs.ts'
import { PreviewPage } from './preview-page.tsx'
import { pages, posts } from './routes.ts'
import { type OwnWork, onlySellers, show, type Visit, workOf } from './visit.ts'
import { NewWorkPage } from './work-form.tsx'
import { WorkPage } from './work-page.tsx'

type Needs = Pick<StudioNeeds, 'db' | 'inTransaction' | 'clock' | 'newId'>

/** Below this nobody can be paid sensibly; nothing is free yet. */
const leastPrice = 50n
const mostPrice = 10_000_000n

/** Listing a work, and changing what its listing says. Prices are yen for now. */
export function work(needs: Needs) {
  const { inTransaction, clock, newId } = needs
  return new Hono<Visit>()
    .use('/studio/works/*', onlySellers(needs))
    .get(pages.newWork.path, (c) => {
      return show(
        c,
        <NewWorkPage view={c.var.view} shop={c.var.shop} typed={{ language: c.var.view.locale }} />,
      )
    })
    .post(posts.draftWork.path, async (c) => {
      const { view, shop } = c.var
      const form = readWork(await readForm(c.req.raw))
      if (!form.ok) return show(c, <NewWorkPage {...{ view, shop, ...form }} />, 422)
      const id = newId()
      const want = { ...form.values, id, seller: shop.id, now: clock() }
      await inTransaction((tx) => draftWork(tx, want))
      return c.redirect(`/studio/works/${id}`, 303)
    })
    .get(pages.work.path, async (c) => {
      const { view, shop } = c.var
      const own = await workOf(c, needs)
      return show(c, <WorkPage {...{ view, shop, work: own, typed: typedOf(own) }} />)
    })
    .get(pages.preview.path, async (c) => {
      const { view, shop } = c.var
      return show(c, <PreviewPage {...{ view, shop, work: await workOf(c, needs) }} />)
    })
    .post(posts.changeWork.path, async (c) => {
      const { view, shop } = c.var
      const own = await workOf(c, needs)
      const form = readChange(await readForm(c.req.raw))
      if (!form.ok) return show(c, <WorkPage {...{ view, shop, work: own, ...form }} />, 422)
      const want = { ...form.values, work: own.id, seller: shop.id, now: clock() }
      await inTransaction((tx) => changeWork(tx, want))
      return c.redirect(`/studio/works/${own.id}`, 303)
    })
}

function readWork(body: Record<string, unknown>) {
  return priced(posts.draftWork.form.read(body))
}

function readChange(body: Record<string, unknown>) {
  return priced(posts.changeWork.form.read(body))
}

function priced<V extends { price: string }>(
  form: { ok: true; values: V; typed: Typed } | { ok: false; problems: Problems; typed: Typed },
) {
  const price = priceOf(form.typed.price ?? '')
  if (form.ok && price !== undefined) {
    return { ...form, values: { ...form.values, price, currency: 'JPY' } }
  }
  const said: Problems = form.ok ? {} : form.problems
  const isUnsaid = price === undefined && said.price === undefined
  const problems = { ...said, ...(isUnsaid && { price: 'price' }) }
  return { ok: false as const, problems, typed: form.typed }
}

function priceOf(typed: string): bigint | undefined {
  const amount = parseAmount(typed, 'JPY')
  return amount !== undefined && amount >= leastPrice && amount <= mostPrice ? amount : undefined
}

/** The work as its form would have been typed. */
function typedOf(own: OwnWork): Typed {
  const { title, description, category, language, currency } = own
  return {
    title,
    description,
    category,
    language,
    tags: own.tags.join(', '),
    price: isCurrency(currency) ? decimalText(own.price as never, currency) : String(own.price),
    stock: own.available === null ? '' : String(own.available),
    stockShown: own.available === null ? '' : String(own.available),
  }
}
