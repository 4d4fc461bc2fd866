import { localPath } from '#lib/http/local-path.ts'
import type { AccountsNeeds } from '../needs.ts'
import type { VisitContext } from '../visit.ts'

/** Where a visit goes on after signing in: `state` leads to the shop, `return` stays here. */
export interface Next {
  state: string
  return: string
}

/** What a link says about it; anything that is not a state or a path of ours is dropped. */
export function nextOf(c: VisitContext): Next {
  const state = c.req.query('state') ?? ''
  return {
    state: /^[A-Za-z0-9_-]{43}$/.test(state) ? state : '',
    return: localPath(c.req.query('return')) ?? '',
  }
}

/** Goes on as the person this session is: with a one-use code to the shop, or to a page here. */
export async function goOn(
  c: VisitContext,
  { vault, origins }: Pick<AccountsNeeds, 'vault' | 'origins'>,
  session: Buffer,
  next: Next,
): Promise<Response> {
  if (next.state === '') return c.redirect(localPath(next.return) ?? '/', 303)
  const { code } = await vault.mintCode({
    session,
    order: null,
    orderAccess: null,
    audience: 'storefront',
    state: next.state,
  })
  return c.redirect(shopReturn(origins.shop, code), 303)
}

/** A page of the studio, if that is what the text says; a stranger may have written it. */
export function studioPath(text: string | undefined): string | undefined {
  const path = localPath(text)
  const isStudio = path !== undefined && /^\/studio(?:\/[a-z0-9/-]*)?$/.test(path)
  return isStudio && path.length <= 70 ? path : undefined
}

/** Through the shop's own sign-in, so that it asks anew who this is and how they signed in. */
export function studioDoor(shop: string, to: string): string {
  return `${shop}/sign-in?${new URLSearchParams({ return: to })}`
}

/** The one place in the shop where codes are taken. */
export function shopReturn(shop: string, code: string): string {
  return `${shop}/sign-in/return?code=${encodeURIComponent(code)}`
}
