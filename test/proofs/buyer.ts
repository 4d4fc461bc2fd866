import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { addressOf } from '#adapters/postgres/admin.ts'
import { newAddress } from '#test/cast/names.ts'
import { pollUntil } from '#test/cast/poll.ts'
import {
  bind,
  type Checkout,
  handOff,
  type Method,
  payByCard,
  takeToCheckout,
} from '#test/cast/purchase.ts'
import type { Town } from '#test/cast/town.ts'
import type { Visitor } from '#test/cast/visitor.ts'
import { openStall } from '#test/storefront/stall.ts'
import { persistently } from './kill-town.ts'

/** A work of which a few copies are left, with a file to download. */
export interface LimitedWork {
  id: string
  upload: string
  copies: number
  price: bigint
  sha256: string
}

/** At a stall opened only for this: a connection that is kept would die with the database. */
export async function offerLimited(town: Town, title: string, copies = 3): Promise<LimitedWork> {
  const content = randomBytes(20_000)
  const sha256 = createHash('sha256').update(content).digest('hex')
  const storageKey = `works/${sha256.slice(0, 2)}/${sha256}`
  const path = join(town.data, 'files', storageKey)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  const price = 1_200n
  const file = { name: 'book.epub', bytes: content.length, storageKey, sha256 }
  const seed = `k${randomBytes(6).toString('hex')}`
  const stall = await openStall(addressOf(town.books.server, 'dozo_market'), seed)
  const work = await stall.offer({ title, price, available: copies, files: [file] })
  await stall.close()
  return { id: work.id, upload: work.uploads[0]!, copies, price, sha256 }
}

/** A purchase by somebody who does not give up while processes die around them. */
export interface Purchase {
  buyer: Visitor
  work: LimitedWork
  address: string
  order: string
}

export interface Plan {
  card?: string
  /** Chosen first, then changed for a card. */
  first?: Method
  /** Done before each step; what is killed here is killed between two steps. */
  between?: () => Promise<void>
}

/** From the work's page to the order's page, whatever dies on the way. */
export async function buysStubbornly(
  town: Town,
  work: LimitedWork,
  { card = 'success', first, between = async () => {} }: Plan = {},
): Promise<Purchase> {
  const buyer = town.visitor()
  const address = newAddress('guest')
  await between()
  const checkout = await stubbornCheckout(buyer, work.id)
  await between()
  const bound = await persistently(() => bind(buyer, checkout, { address }), 303)
  if (first) await persistently(() => handOff(buyer, bound.location, first))
  await between()
  const away = await persistently(() => handOff(buyer, bound.location), 303)
  await between()
  const back = await payByCard(buyer, away.location, card)
  await between()
  await persistently(() => buyer.open(back.location))
  return { buyer, work, address, order: checkout.order }
}

/** Each try goes on where the last one stood: a work in the cart already stays there once. */
export async function stubbornCheckout(buyer: Visitor, work: string): Promise<Checkout> {
  return pollUntil('the order is held', () => takeToCheckout(buyer, [work]), 30_000)
}

/** What the waiting page would hear: the order's state as its island asks for it. */
export async function stateShown({ buyer, order }: Purchase): Promise<string> {
  const answer = await buyer.get(`${buyer.origins.shop}/orders/${order}/state`)
  return answer.status === 200 ? JSON.parse(answer.text).state : `${answer.status}`
}

/** Waits as the buyer does who looks at the order's page. */
export function hears(purchase: Purchase, state: string): Promise<true> {
  return pollUntil(
    `the buyer of ${purchase.order} is told "${state}"`,
    async () => {
      const shown = await stateShown(purchase)
      if (shown === state) return true
      throw new Error(`the page says "${shown}"`)
    },
    40_000,
  )
}

/** The bytes that the buyer gets are those that the creator gave. */
export async function downloadedHash({ buyer, order, work }: Purchase): Promise<string> {
  const file = await buyer.get(`${buyer.origins.shop}/orders/${order}/files/${work.upload}`)
  return createHash('sha256').update(file.body).digest('hex')
}
