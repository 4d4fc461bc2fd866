import { Hono } from 'hono'
import type { Problems, Typed } from '#lib/form-fields.ts'
import { readForm } from '#lib/http/body.ts'
import { isRefusal } from '#lib/refusal.ts'
import { changeShop, openShop } from '#market/sellers/commands.ts'
import type { StudioNeeds } from './needs.ts'
import { pages, posts } from './routes.ts'
import { OpenShopPage, ShopFormPage } from './shop-pages.tsx'
import { onlySellers, show, type Visit, type VisitContext } from './visit.ts'

type Needs = Pick<StudioNeeds, 'db' | 'inTransaction' | 'clock' | 'newId'>

/** A member opens a shop page, once, and changes what it says as often as they like. */
export function shop(needs: Needs) {
  const { inTransaction, clock, newId } = needs
  return new Hono<Visit>()
    .post(posts.openShop.path, async (c) => {
      const form = posts.openShop.form.read(await readForm(c.req.raw))
      if (!form.ok) return again(c, form.typed, form.problems)
      const want = { ...form.values, id: newId(), member: c.var.member, now: clock() }
      try {
        await inTransaction((tx) => openShop(tx, want))
      } catch (thrown) {
        if (!isRefusal(thrown, 'not-ready')) throw thrown
        return again(c, form.typed, { handle: 'handle-taken' })
      }
      return c.redirect(pages.overview.path, 303)
    })
    .use(pages.shop.path, onlySellers(needs))
    .use(posts.changeShop.path, onlySellers(needs))
    .get(pages.shop.path, (c) => {
      const { name, introduction } = c.var.shop
      return show(
        c,
        <ShopFormPage view={c.var.view} shop={c.var.shop} typed={{ name, introduction }} />,
      )
    })
    .post(posts.changeShop.path, async (c) => {
      const form = posts.changeShop.form.read(await readForm(c.req.raw))
      const { view, shop: own } = c.var
      if (!form.ok) return show(c, <ShopFormPage {...{ view, shop: own, ...form }} />, 422)
      const want = { ...form.values, seller: own.id, picture: own.picture_id }
      await inTransaction((tx) => changeShop(tx, want))
      return c.redirect(pages.shop.path, 303)
    })
}

function again(c: VisitContext, typed: Typed, problems: Problems) {
  return show(c, <OpenShopPage {...{ view: c.var.view, typed, problems }} />, 422)
}
