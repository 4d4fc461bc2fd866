import type { MiddlewareHandler } from 'hono'
import { isRefusal, Refusal } from '#lib/refusal.ts'
import { readSession } from './cookies.ts'
import type { AccountsNeeds } from './needs.ts'
import type { Member, Visit, VisitContext } from './visit.ts'

/** Who is signed in, or undefined; a session that was ended elsewhere is none. */
export async function memberHere(
  c: VisitContext,
  { vault }: Pick<AccountsNeeds, 'vault'>,
): Promise<Member | undefined> {
  const session = readSession(c)
  if (!session) return undefined
  try {
    const { member, byPasskey, freshUntil } = await vault.sessionOf({ session })
    return { session, id: member, byPasskey, freshUntil }
  } catch (thrown) {
    if (isRefusal(thrown, 'sign-in-needed')) return undefined
    throw thrown
  }
}

/** Who is signed in; Refusal `sign-in-needed` when nobody is. */
export async function memberOnly(
  c: VisitContext,
  needs: Pick<AccountsNeeds, 'vault'>,
): Promise<Member> {
  const member = await memberHere(c, needs)
  if (!member) throw new Refusal('sign-in-needed')
  return member
}

/** Lets members pass; a page asked without a session leads to the sign-in and back. */
export function onlyMembers(needs: Pick<AccountsNeeds, 'vault'>): MiddlewareHandler<Visit> {
  return async (c, next) => {
    const member = await memberHere(c, needs)
    if (member) {
      c.set('member', member)
      c.set('hasShop', await c.var.hasShopOf(member.id))
      return next()
    }
    if (c.req.method !== 'GET') throw new Refusal('sign-in-needed')
    const { pathname, search } = new URL(c.req.url)
    return c.redirect(`/sign-in?${new URLSearchParams({ return: pathname + search })}`, 303)
  }
}
