import { Hono } from 'hono'
import type { Problems, Typed } from '#lib/form-fields.ts'
import { readForm } from '#lib/http/body.ts'
import { isRefusal, Refusal } from '#lib/refusal.ts'
import { toWire } from '#lib/shapes.ts'
import type { FormProblem } from '#sites/ui/parts/form.tsx'
import { orRefusal } from '#sites/ui/visit/or-refusal.ts'
import { problemTexts, refusalText } from '#sites/ui/visit/problem-texts.ts'
import { actHash } from '#trust/identity/acts.ts'
import { show } from '../answer.ts'
import type { AccountsNeeds } from '../needs.ts'
import { hasPublished, shopHere } from '../sellers/shop-here.ts'
import type { Visit, VisitContext } from '../visit.ts'
import { onlyMembers } from '../visitor.ts'
import { accountForm, accountOf, setAccountForm } from './forms.ts'
import { PayoutPage } from './payout-page.tsx'
import { payoutPages, payoutPosts } from './routes.ts'
import { payoutWords } from './words.ts'

type Needs = Pick<AccountsNeeds, 'db' | 'vault'>

/** A seller's own bank account: seen, set by passkey, a waiting change taken back. */
export function payout(needs: Needs) {
  const members = onlyMembers(needs)
  const { path } = payoutPages.payoutAccount
  return new Hono<Visit>()
    .get(path, members, (c) => page(c, needs, { typed: {}, problems: [] }))
    .post(payoutPosts.payoutChallenge.path, members, async (c) => {
      const seller = await shopHere(c, needs)
      const read = accountForm.read(await readForm(c.req.raw))
      if (!read.ok) throw new Refusal('bad-input')
      const kind = 'set-payout-account'
      const act = actHash({ kind, seller: seller.id, ...accountOf(read.values) })
      const { session } = c.var.member
      return c.json(toWire(await needs.vault.actChallenge({ session, act })) as object)
    })
    .post(payoutPosts.setPayoutAccount.path, members, (c) => setAccount(c, needs))
    .post(payoutPosts.cancelPayoutChange.path, members, async (c) => {
      const seller = await shopHere(c, needs)
      const { session } = c.var.member
      if (await hasPublished(needs, seller)) {
        await needs.vault.cancelPayoutChange({ session, seller: seller.id })
      }
      return c.redirect(path, 303)
    })
}

async function setAccount(c: VisitContext, needs: Needs): Promise<Response> {
  const seller = await shopHere(c, needs)
  const body = await readForm(c.req.raw)
  // Without its passkey the account itself is looked at first: that is what one can mend.
  const read = accountForm.read(body)
  const { typed } = read
  const { words } = c.var.view
  if (!read.ok) return page(c, needs, { typed, problems: sentences(c, read.problems) }, 422)
  const confirmed = setAccountForm.read(body)
  if (!confirmed.ok) {
    return page(c, needs, { typed, problems: sentences(c, confirmed.problems) }, 422)
  }
  const { session } = c.var.member
  const { assertion } = confirmed.values
  const { locale } = c.var.view
  const account = { ...accountOf(read.values), seller: seller.id, locale }
  const done = await orRefusal(needs.vault.setPayoutAccount({ session, ...account, assertion }))
  if (!isRefusal(done)) return c.redirect(`${payoutPages.payoutAccount.path}?saved`, 303)
  const { code, details } = done
  const isField = code === 'bad-input' && details.field !== undefined
  const problems = isField
    ? sentences(c, { [details.field!]: 'invalid' })
    : refusalText(done, words)
  return page(c, needs, { typed, problems }, done.status)
}

function sentences(c: VisitContext, problems: Problems): FormProblem[] {
  const { words, locale } = c.var.view
  const own = payoutWords(locale)
  const names = Object.keys(accountForm.fields) as (keyof typeof accountForm.fields)[]
  const labels = Object.fromEntries(names.map((name) => [name, own[name]]))
  return problemTexts(problems, labels, words)
}

interface Tried {
  typed: Typed
  problems: readonly FormProblem[]
}

async function page(
  c: VisitContext,
  needs: Needs,
  tried: Tried,
  status: 200 | Refusal['status'] = 200,
): Promise<Response> {
  const seller = await shopHere(c, needs)
  const { member, view, origins } = c.var
  const { session } = member
  const standing = (await hasPublished(needs, seller))
    ? await needs.vault.myPayoutAccount({ session, seller: seller.id })
    : undefined
  const saved = c.req.query('saved') !== undefined
  const props = { view, origins, standing, saved, ...tried }
  return show(c, 'payoutAccount', <PayoutPage {...props} />, status)
}
