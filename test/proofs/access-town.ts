import { randomUUID } from 'node:crypto'
import { townSellers } from '#db/seeds/town.ts'
import { makePasskey, showPasskey } from '#test/cast/key-holder.ts'
import { newAddress } from '#test/cast/names.ts'
import { newOperator } from '#test/cast/operator.ts'
import { buysAsGuest, takeToCheckout } from '#test/cast/purchase.ts'
import { proveOrder, signInByCode } from '#test/cast/sign-in.ts'
import type { Town } from '#test/cast/town.ts'
import type { Visitor } from '#test/cast/visitor.ts'
import type { Route, Visitors } from './routes.ts'

/**
 * Every kind of person who may stand before a door: a stranger; who placed the order as a guest;
 * who proved its mailbox elsewhere; who stands at the checkout of another order; a member; the
 * seller of the work; another seller; a third one, who signed in without a passkey; an operator.
 */
export const kinds = [
  'stranger',
  'placer',
  'prover',
  'at-checkout',
  'member',
  'seller',
  'other-seller',
  'seller-by-code',
  'operator',
] as const
export type Kind = (typeof kinds)[number]

export interface Crowd {
  visitors: Record<Kind, Visitor>
  /** What stands for the names in a path. */
  fill(route: Route): Record<string, string>
}

const emailOf = (handle: string) => townSellers.find((each) => each.handle === handle)!.email

/** One of each, with an order, a checkout and a work to ask for. */
export async function gatherCrowd(town: Town): Promise<Crowd> {
  const { books } = town
  const address = newAddress('placer')
  const [work] = await books.sql<{ id: string; seller: string }>(
    'market',
    `select w.id, w.seller_id as seller from listings w join sellers s on s.id = w.seller_id
     where s.handle = 'ren' and w.available is null order by w.id limit 1`,
  )
  const visitors = Object.fromEntries(
    kinds.map((kind) => [kind, town.visitor()]),
  ) as Crowd['visitors']
  const { order } = await buysAsGuest(visitors.placer, [work!.id], { address })
  await proveOrder(town, visitors.prover, { order, address })
  const checkout = await takeToCheckout(visitors['at-checkout'], [work!.id])
  await signInByCode(town, visitors.member, newAddress('member'))
  await signInByCode(town, visitors.seller, emailOf('ren'))
  await signInByCode(town, visitors['other-seller'], emailOf('hanaya'))
  await signInByCode(town, visitors['seller-by-code'], emailOf('plainweave'))
  await makePasskey(town, visitors.member)
  await showPasskey(town, visitors.seller, emailOf('ren'))
  await showPasskey(town, visitors['other-seller'], emailOf('hanaya'))
  visitors.operator = (await newOperator(town)).visitor
  const message = await reportedMessage(town, visitors, order)
  const [file] = await books.sql<{ upload_id: string }>(
    'market',
    'select upload_id from edition_files f join works w on w.edition_id = f.edition_id where w.id = $1',
    [work!.id],
  )
  const [picture] = await books.sql<{ id: string }>('market', 'select id from pictures limit 1')
  return {
    visitors,
    fill: ({ site, path }) => ({
      category: 'comic',
      work: work!.id,
      handle: 'ren',
      seller: work!.seller,
      picture: picture!.id,
      file: '320.webp',
      message,
      order: site === 'account' && path.startsWith('/checkout') ? checkout.order : order,
      upload: file!.upload_id,
      intent: randomUUID(),
      provider: 'sandbox',
    }),
  }
}

/** Who placed the order writes to its seller, who reports it. */
async function reportedMessage(
  { origins }: Town,
  { prover, seller }: Crowd['visitors'],
  order: string,
) {
  const path = `/orders/${order}/messages`
  const page = await prover.open(origins.account + path)
  await prover.submit(page, path, { text: 'hello' })
  const talk = await seller.open(`${origins.account}/seller/messages?order=${order}`)
  await seller.submit(talk, '/seller/messages/reports', { reason: 'spam' })
  const [, message] = /name="message" value="([0-9a-f-]{36})"/.exec(talk.text) ?? []
  if (!message) throw new Error(`nothing to report: ${talk.status} ${talk.text}`)
  return message
}

const withPasskey: readonly Kind[] = ['member', 'seller', 'other-seller']
const signedIn: readonly Kind[] = [...withPasskey, 'seller-by-code']

/** Who must be let in, computed from what the route declares. */
export function letIn({ site, path, visitors }: Route): readonly Kind[] {
  const known: readonly Kind[] = ['seller', 'other-seller']
  const sellers: readonly Kind[] = site === 'studio' ? known : [...known, 'seller-by-code']
  const byDeclaration: Record<Visitors, readonly Kind[]> = {
    anyone: kinds,
    // The browser that placed an order is known at the shop; the accounts host wants the mailbox.
    'order-holder': site === 'shop' ? ['placer', 'prover'] : ['prover'],
    'at-checkout': ['at-checkout'],
    member: site === 'studio' ? withPasskey : signedIn,
    // A work belongs to one seller; all the rest of the studio is each seller's own.
    seller: path.includes(':work') ? ['seller'] : sellers,
    operator: ['operator'],
    // These hold something that nobody has by who they are: see the test of the pay host.
    'pass-holder': [],
    payer: [],
    provider: [],
  }
  return byDeclaration[visitors]
}
