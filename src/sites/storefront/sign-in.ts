import { createHash } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { base64url } from '#lib/base64url.ts'
import { localPath } from '#lib/http/local-path.ts'
import { isId } from '#lib/ids.ts'
import { isRefusal, Refusal } from '#lib/refusal.ts'
import { goTo } from './answer.ts'
import { withOrder } from './cookies.ts'
import { type MemberNeeds, memberOf } from './member.ts'
import type { StorefrontNeeds } from './needs.ts'
import { paths } from './paths.ts'
import { pages, posts } from './routes.ts'

export type SignInNeeds = MemberNeeds & Pick<StorefrontNeeds, 'origins' | 'random'>

const nonceBytes = 32
const longestCode = 64

/**
 * To the accounts host and back with a one-use code.
 *
 * The nonce stays in this browser's cookie and only its hash travels, so a code that was caught
 * on its way, or planted, is of no use elsewhere.
 */
export function signIn(needs: SignInNeeds) {
  const app = new Hono()
  app.get(pages.signIn.path, (c) => {
    const returnTo = localPath(c.req.query('return')) ?? pages.library.path
    return leave(needs, returnTo, '/sign-in')
  })
  app.get(pages.orderAccess.path, (c) => {
    const order = c.req.param('order')
    if (!isId(order)) throw new Refusal('not-found')
    return leave(needs, paths.order(order), `/orders/${order}`)
  })
  app.get(pages.signInReturn.path, (c) => comeBack(c, needs))
  app.post(posts.signOut.path, (c) => signOut(c, needs))
  return app
}

function leave(
  { cookies, random, origins }: SignInNeeds,
  returnTo: string,
  accountPath: string,
): Response {
  const nonce = random(nonceBytes)
  const state = base64url(createHash('sha256').update(nonce).digest())
  return goTo(`${origins.account}${accountPath}?state=${state}`, [
    cookies.away.set({ nonce, returnTo }),
  ])
}

async function comeBack(c: Context, { cookies, vault }: SignInNeeds): Promise<Response> {
  const away = cookies.away.read(c.req.raw)
  const code = c.req.query('code') ?? ''
  if (!away || code === '' || code.length > longestCode) throw new Refusal('code-expired')
  const { member, handle, byPasskey, order, expiresAt } = await vault.exchangeCode({
    code,
    nonce: away.nonce,
  })
  const kept = [cookies.away.forget()]
  if (member && handle) {
    kept.push(cookies.member.set({ member, handle, byPasskey, until: expiresAt }))
  }
  if (!order) return goTo(away.returnTo, kept)
  const known = cookies.orders.read(c.req.raw) ?? []
  const proved = { order, cart: null, version: 0 }
  kept.push(cookies.orders.set(withOrder(known, proved)))
  return goTo(paths.order(order), kept)
}

async function signOut(c: Context, needs: SignInNeeds): Promise<Response> {
  const { cookies, vault } = needs
  const member = await memberOf(c.req.raw, needs).catch(() => undefined)
  if (member) await endAtVault()
  // Also without the vault this browser forgets, orders too: it may be shared, and whoever placed
  // one comes back to it by signing in, or by the mailed link and a code.
  return goTo(pages.front.path, [cookies.member.forget(), cookies.orders.forget()])

  async function endAtVault() {
    try {
      await vault.endSession({ handle: member!.handle })
    } catch (thrown) {
      if (!isRefusal(thrown)) throw thrown
    }
  }
}
