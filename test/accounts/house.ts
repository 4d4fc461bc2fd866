import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { connect } from '#lib/call/connect.ts'
import { serveCalls } from '#lib/call/serve.ts'
import type { FixedClock } from '#lib/clock.ts'
import { openDb } from '#lib/db/open.ts'
import { type NewId, seededIds } from '#lib/ids.ts'
import { systemRandom } from '#lib/random.ts'
import { newTicket } from '#market/orders/ticket.ts'
import { calls } from '#processes/calls.ts'
import { accounts } from '#sites/accounts/accounts.tsx'
import { openTestVault, settings } from '#test/vault/open-vault.ts'
import { vaultHandlers } from '#trust/answers/handlers.ts'
import { Browser } from './browser.ts'

/** The accounts site as it runs, on a real vault over a real socket and a real database. */
export interface House {
  /** The site itself, for a browser with a screen. */
  answer(request: Request): Response | Promise<Response>
  clock: FixedClock
  newId: NewId
  /** What the site was not supposed to do. */
  faults: unknown[]
  /** A browser without scripts, with cookies of its own, from a network of its own. */
  browser(): Browser
  order(wish?: OrderWish): Promise<HeldOrder>
  /** As payments would: the intent is paid, and the vault is told. */
  pay(order: string): Promise<void>
  /** A shop page of this member. */
  seller(member: string): Promise<string>
  /** Whose session a browser's cookie is. */
  memberOf(cookie: string): Promise<string>
  /** The newest letter to this address; taking a letter is what the mailer does. */
  letterTo(address: string): Promise<{ text: string; subject: string }>
  codeTo(address: string): Promise<string>
  /** Nobody answers at the vault's socket any more, until `vaultBack`. */
  vaultAway(): Promise<void>
  vaultBack(): Promise<void>
  /** Reads the market database as the owner. */
  market: pg.Pool
  close(): Promise<void>
}

export interface OrderWish {
  lines?: { title: string; price: number; taxRate?: number }[]
  locale?: 'ja' | 'en'
}

export interface HeldOrder {
  id: string
  /** Good for ten minutes, once. */
  ticket: string
}

export const origins = originsAt(8080)

/** Our hosts on a port of this machine. */
export function originsAt(port: number) {
  return {
    shop: `http://localhost:${port}`,
    account: `http://account.localhost:${port}`,
    pay: `http://pay.localhost:${port}`,
  }
}

export interface HouseWish {
  /** Where browsers find it. */
  port?: number
  asset?: (name: string) => string
}

const market = {
  name: 'Kurashiki Market',
  registrationNumber: 'T1234567890123',
  contact: 'contact@market.example',
}

export async function openHouse(wish: HouseWish = {}): Promise<House> {
  const origins = originsAt(wish.port ?? 8080)
  const test = await openTestVault({
    settings: { ...settings, shopOrigin: origins.shop, accountsOrigin: origins.account },
  })
  const { clock, databases } = test
  const folder = await mkdtemp(join(tmpdir(), 'dozo-accounts-'))
  const path = join(folder, 'vault.sock')
  const handlers = await vaultHandlers(test.vault)
  const faults: unknown[] = []
  const open = () =>
    serveCalls({
      path,
      calls: calls.vault.accounts,
      handlers: handlers.accounts,
      onFault: (fault) => faults.push(fault),
    })
  let server = await open()
  const vault = connect(calls.vault.accounts, { path, patienceMillis: 200 })
  const db = openDb('accounts', databases.urlOf('accounts'))
  const admin = new pg.Pool({ connectionString: databases.adminUrlOf('market'), max: 2 })
  const newId = seededIds('house')
  const site = accounts({
    db,
    vault,
    origins,
    cookieKeys: [{ id: 'a', key: systemRandom(32) }],
    market,
    asset: wish.asset ?? ((name) => `/assets/${name}`),
    clock,
    random: systemRandom,
    onFault: (fault) => faults.push(fault),
  })
  const letters = new Map<string, { text: string; subject: string }>()
  let networks = 0
  const house: House = {
    answer: (request) => site.fetch(request),
    clock,
    newId,
    faults,
    market: admin,
    browser() {
      networks += 1
      return new Browser((request) => site.fetch(request), `198.51.100.${networks}`)
    },
    order: (wish = {}) => addOrder(house, wish),
    async pay(order) {
      const { rows } = await admin.query('select total from orders where id = $1', [order])
      const intent = newId()
      await admin.query(
        `insert into intents (id, order_id, provider, method, amount, currency, state, created_at,
           ended_at, ask_after)
         values ($1, $2, 'sandbox', 'card', $3, 'JPY', 'paid', $4, $4, $4)`,
        [intent, order, rows[0].total, clock()],
      )
      await handlers.payments.ordersPaid(
        {
          orders: [
            {
              order,
              intent,
              amount: rows[0].total,
              currency: 'JPY',
              provider: 'sandbox',
              lines: 1,
              paidAt: clock().getTime(),
            },
          ],
        },
        { deadline: Date.now() + 5_000 },
      )
    },
    seller: (member) => addSeller(house, member, '蓮 Ren'),
    async memberOf(cookie) {
      const session = Buffer.from(cookie, 'base64url')
      return (await handlers.accounts.sessionOf({ session }, soon())).member
    },
    async letterTo(address) {
      for (;;) {
        const { letter } = await handlers.mailer.takeLetter({ waitMillis: 0 }, soon())
        if (!letter) break
        letters.set(letter.to, letter)
        await handlers.mailer.letterSent({ letter: letter.id }, soon())
      }
      const letter = letters.get(address)
      if (!letter) throw new Error('no letter was sent there')
      return letter
    },
    async codeTo(address) {
      const { text } = await house.letterTo(address)
      const code = /^\s*([2-9A-HJ-NP-Z]{4})[ -]?([2-9A-HJ-NP-Z]{4})\s*$/m.exec(text)
      if (!code) throw new Error('no code in the letter')
      return `${code[1]}${code[2]}`
    },
    vaultAway: () => server.close(),
    async vaultBack() {
      server = await open()
    },
    async close() {
      vault.close()
      await server.close()
      await db.destroy()
      await admin.end()
      await test.drop()
      await rm(folder, { recursive: true })
    },
  }
  return house
}

function soon() {
  return { deadline: Date.now() + 5_000 }
}

async function addSeller({ market: admin, newId, clock }: House, member: string, name: string) {
  const id = newId()
  await admin.query(
    `insert into sellers (id, member_id, handle, kind, name, opened_at)
     values ($1, $2, $3, 'creator', $4, $5)`,
    [id, member, `s-${id.slice(-12)}`, name, clock()],
  )
  return id
}

async function addOrder(house: House, wish: OrderWish): Promise<HeldOrder> {
  const { market: admin, newId, clock } = house
  const lines = wish.lines ?? [{ title: '月の蔵', price: 1200 }]
  const seller = await addSeller(house, newId(), '蓮 Ren')
  const [order, now] = [newId(), clock()]
  const { ticket, hash } = newTicket(systemRandom)
  const total = lines.reduce((sum, { price }) => sum + price, 0)
  await admin.query(
    `insert into orders (id, cart_id, cart_version, currency, total, locale, ticket_hash,
       ticket_expires, held_at, hold_until)
     values ($1, $2, 1, 'JPY', $3, $4, $5, $6::timestamptz + interval '10 minutes', $6,
       $6::timestamptz + interval '30 minutes')`,
    [order, newId(), total, wish.locale ?? 'ja', hash, now],
  )
  for (const [index, { title, price, taxRate }] of lines.entries()) {
    const [work, edition] = [newId(), newId()]
    await admin.query(
      `insert into works (id, seller_id, title, category, language, price, currency, created_at,
         updated_at) values ($1, $2, $3, 'comic', 'ja', $4, 'JPY', $5, $5)`,
      [work, seller, title, price, now],
    )
    await admin.query('insert into editions values ($1, $2, 1, $3)', [edition, work, now])
    await admin.query(
      `insert into order_lines (order_id, position, work_id, edition_id, seller_id, title, price,
         tax_rate, commission_rate) values ($1, $2, $3, $4, $5, $6, $7, $8, 1000)`,
      [order, index + 1, work, edition, seller, title, price, taxRate ?? 1000],
    )
  }
  return { id: order, ticket }
}
