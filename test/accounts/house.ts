import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { connect } from '#lib/call/connect.ts'
import { serveCalls } from '#lib/call/serve.ts'
import type { FixedClock } from '#lib/clock.ts'
import { openDb } from '#lib/db/open.ts'
import { type NewId, seededIds } from '#lib/ids.ts'
import { minorUnits } from '#lib/money.ts'
import { systemRandom } from '#lib/random.ts'
import { calls } from '#processes/calls.ts'
import { accounts } from '#sites/accounts/accounts.tsx'
import { openTestVault, settings } from '#test/vault/open-vault.ts'
import { type VaultHandlers, vaultHandlers } from '#trust/answers/handlers.ts'
import type { VaultForAccounts } from '#trust/vault/client.ts'
import type { Core } from '#trust/vault/core.ts'
import { Browser } from './browser.ts'
import { addOrder, addPaidIntent, addSeller, type HeldOrder, type OrderWish } from './shelves.ts'

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
  /** As payments would: the intent is paid, and the vault is told, also who is owed a share. */
  pay(order: string, sellers?: string[]): Promise<void>
  /** The vault, as the site asks it. */
  vault: VaultForAccounts
  /** The vault, from within. */
  core: Core
  /** A shop page of this member. */
  seller(member: string): Promise<string>
  /** Whose session a browser's cookie is. */
  memberOf(cookie: string): Promise<string>
  /** The newest letter to this address; taking a letter is what the mailer does. */
  letterTo(address: string): Promise<Letter>
  codeTo(address: string): Promise<string>
  /** Nobody answers at the vault's socket any more, until `vaultBack`. */
  vaultAway(): Promise<void>
  vaultBack(): Promise<void>
  /** Reads the market database as the owner. */
  market: pg.Pool
  /** All entries so far are published. */
  published(): Promise<void>
  close(): Promise<void>
}

interface Letter {
  text: string
  subject: string
}

export interface HouseWish {
  /** Where browsers find it. */
  port?: number
  asset?: (name: string) => string
}

/** Our hosts on a port of this machine. */
export function originsAt(port: number) {
  return {
    shop: `http://localhost:${port}`,
    account: `http://account.localhost:${port}`,
    pay: `http://pay.localhost:${port}`,
  }
}

export const origins = originsAt(8080)

const marketFacts = {
  name: 'Kurashiki Market',
  registrationNumber: 'T1234567890123',
  contact: 'contact@market.example',
}

export async function openHouse(wish: HouseWish = {}): Promise<House> {
  const hosts = originsAt(wish.port ?? 8080)
  const test = await openTestVault({
    settings: { ...settings, shopOrigin: hosts.shop, accountsOrigin: hosts.account },
  })
  const { clock, databases } = test
  const faults: unknown[] = []
  const onFault = (fault: unknown) => void faults.push(fault)
  const handlers = await vaultHandlers(test.vault)
  const door = await openDoor(handlers, onFault)
  const db = openDb('accounts', databases.urlOf('accounts'))
  const market = new pg.Pool({ connectionString: databases.adminUrlOf('market'), max: 2 })
  const site = accounts({
    db,
    vault: door.vault,
    origins: hosts,
    cookieKeys: [{ id: 'a', key: systemRandom(32) }],
    market: marketFacts,
    asset: wish.asset ?? ((name) => `/assets/${name}`),
    clock,
    random: systemRandom,
    onFault,
  })
  const close = async () => {
    await door.close()
    await db.destroy()
    await market.end()
    await test.drop()
  }
  const shelves = { market, clock, newId: seededIds('house') }
  const answer = (request: Request) => site.fetch(request)
  let networks = 0
  const browser = () => {
    networks += 1
    return new Browser(answer, `198.51.100.${networks}`)
  }
  return {
    ...people(handlers, shelves),
    ...shelves,
    ...door,
    answer,
    browser,
    faults,
    core: test.vault.core,
    published: () => test.vault.log.publish(),
    close,
  }
}

/** The vault's socket for accounts, which can be shut and opened again. */
async function openDoor({ accounts: handlers }: VaultHandlers, onFault: (fault: unknown) => void) {
  const folder = await mkdtemp(join(tmpdir(), 'dozo-accounts-'))
  const path = join(folder, 'vault.sock')
  const open = () => serveCalls({ path, calls: calls.vault.accounts, handlers, onFault })
  const vault = connect(calls.vault.accounts, { path, patienceMillis: 200 })
  let server = await open()
  return {
    vault,
    vaultAway: () => server.close(),
    async vaultBack() {
      server = await open()
    },
    async close() {
      vault.close()
      await server.close()
      await rm(folder, { recursive: true })
    },
  }
}

type Shelved = Pick<House, 'market' | 'newId' | 'clock'>
type People = Pick<House, 'order' | 'pay' | 'seller' | 'memberOf' | 'letterTo' | 'codeTo'>

/** What payments, the mailer and the seller do meanwhile. */
function people(handlers: VaultHandlers, shelves: Shelved): People {
  const letters = new Map<string, Letter>()
  const letterTo = async (address: string) => {
    for (;;) {
      const { letter } = await handlers.mailer.takeLetter({ waitMillis: 0 }, soon())
      if (!letter) break
      letters.set(letter.to, letter)
      await handlers.mailer.letterSent({ letter: letter.id }, soon())
    }
    const letter = letters.get(address)
    if (!letter) throw new Error('no letter was sent there')
    return letter
  }
  return {
    order: (wish = {}) => addOrder(shelves, wish),
    async pay(order, sellers = []) {
      const { amount, ...paid } = await addPaidIntent(shelves, order)
      const orders = [{ ...paid, amount: minorUnits(amount), sellers }]
      await handlers.payments.ordersPaid({ orders }, soon())
    },
    seller: (member) => addSeller(shelves, member),
    async memberOf(cookie) {
      const session = Buffer.from(cookie, 'base64url')
      return (await handlers.accounts.sessionOf({ session }, soon())).member
    },
    letterTo,
    async codeTo(address) {
      const { text } = await letterTo(address)
      const code = /^\s*([2-9A-HJ-NP-Z]{4}) ([2-9A-HJ-NP-Z]{4})\s*$/m.exec(text)
      if (!code) throw new Error('no code in the letter')
      return `${code[1]}${code[2]}`
    },
  }
}

function soon() {
  return { deadline: Date.now() + 5_000, gone: new AbortController().signal }
}
