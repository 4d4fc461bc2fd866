import { nextCode } from './letters.ts'
import type { Town } from './town.ts'
import type { Visitor } from './visitor.ts'

/** Signs in at the shop by a code sent to this mailbox; a new address becomes a member. */
export async function signInByCode(town: Town, visitor: Visitor, address: string): Promise<void> {
  const page = await visitor.open(`${town.origins.shop}/sign-in?return=/library`)
  let asked = page
  const code = await nextCode(town, address, async () => {
    asked = await visitor.follow(await visitor.submit(page, '/sign-in', { address }))
  })
  const done = await visitor.follow(await visitor.submit(asked, '/sign-in/code', { code }))
  if (!done.url.endsWith('/library') || done.status !== 200) {
    throw new Error(`not signed in: ${done.status} ${done.url}`)
  }
}

/** Proves the mailbox of an order in a browser that did not place it. */
export async function proveOrder(
  town: Town,
  visitor: Visitor,
  { order, address }: { order: string; address: string },
): Promise<void> {
  const page = await visitor.open(`${town.origins.shop}/orders/${order}/access`)
  let asked = page
  const code = await nextCode(town, address, async () => {
    asked = await visitor.follow(await visitor.submit(page, `/orders/${order}`))
  })
  const answer = await visitor.submit(asked, `/orders/${order}/code`, { code })
  const done = await visitor.follow(answer)
  if (done.status !== 200) throw new Error(`not proved: ${done.status} ${done.url}`)
}
