import { Hono } from 'hono'
import type { VNode } from 'preact'
import { type FormFields, readForm } from '#lib/http/body.ts'
import { rateLimit } from '#lib/http/rate-limit.ts'
import { Refusal } from '#lib/refusal.ts'
import { show } from '../answer.ts'
import type { AccountsNeeds } from '../needs.ts'
import { pages, posts } from '../routes.ts'
import type { Visit, VisitContext } from '../visit.ts'
import { onlyMembers } from '../visitor.ts'
import { stopLossForm } from './forms.ts'
import { LostPage, StopLoss, StoppedLoss } from './lost-passkeys-page.tsx'

type Needs = Pick<AccountsNeeds, 'vault' | 'clock'>

/** Who lost every passkey says so, and who did not say so stops it by the letter's link. */
export function lostPasskeys(needs: Needs) {
  const { vault } = needs
  const members = onlyMembers(needs)
  const looks = rateLimit({ most: 30, withinMillis: 15 * 60_000 }, needs.clock)
  const linkIn = (c: VisitContext, fields: FormFields) => {
    if (!looks.allows(c.var.client)) throw new Refusal('too-many-tries')
    const read = stopLossForm.read(fields)
    if (!read.ok) throw new Refusal('not-found')
    return read.values.link
  }
  return new Hono<Visit>()
    .get(pages.lostPasskeys.path, members, async (c) => {
      const { view, origins, member } = c.var
      const { session } = member
      const [{ due }, { credentials }] = await Promise.all([
        vault.myPasskeyLoss({ session }),
        vault.confirmChallenge({ session }),
      ])
      const hasPasskey = credentials.length > 0
      return show(c, 'lostPasskeys', <LostPage {...{ view, origins, due, hasPasskey }} />)
    })
    .post(posts.losePasskeys.path, members, async (c) => {
      await vault.losePasskeys({ session: c.var.member.session, locale: c.var.view.locale })
      return c.redirect(pages.lostPasskeys.path, 303)
    })
    .post(posts.cancelLoss.path, members, async (c) => {
      await vault.cancelPasskeyLoss({ session: c.var.member.session })
      return c.redirect(pages.lostPasskeys.path, 303)
    })
    .get(pages.stopLoss.path, async (c) => {
      const text = c.req.query('link') ?? ''
      const { due } = await vault.passkeyLossOf({ link: linkIn(c, { link: text }) })
      const { view, origins } = c.var
      return answer(c, <StopLoss {...{ view, origins, link: text, due }} />)
    })
    .post(posts.stopLoss.path, async (c) => {
      await vault.stopPasskeyLoss({ link: linkIn(c, await readForm(c.req.raw)) })
      const { view, origins } = c.var
      return answer(c, <StoppedLoss {...{ view, origins }} />)
    })
}

function answer(c: VisitContext, page: VNode): Response {
  return show(c, 'stopLoss', page)
}
