import { Hono } from 'hono'
import { onError } from '#lib/http/on-error.ts'
import { requireOrigin } from '#lib/http/origin.ts'
import { Refusal } from '#lib/refusal.ts'
import { checkout } from './checkout/checkout.tsx'
import type { AccountsNeeds } from './needs.ts'
import { problemPage } from './problem-page.tsx'
import { code } from './sign-in/code.tsx'
import { signIn } from './sign-in/sign-in.tsx'
import { limitPosts, type Visit, visit } from './visit.ts'

/** The accounts host: who you are, what is kept about you, and the words between shop and pay. */
export function accounts(needs: AccountsNeeds): Hono<Visit> {
  const site = new Hono<Visit>()
  site.use(visit(needs), requireOrigin([needs.origins.account]), limitPosts(needs))
  site.route('/', checkout(needs))
  site.route('/', signIn(needs))
  site.route('/', code(needs))
  site.notFound(() => {
    throw new Refusal('not-found')
  })
  site.onError(onError({ page: problemPage(needs), onFault: needs.onFault, random: needs.random }))
  return site
}
