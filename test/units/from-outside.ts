import assert from 'node:assert/strict'
import { askByTls } from '#test/cast/ask.ts'
import { pollUntil } from '#test/cast/poll.ts'
import { bind, takeToCheckout } from '#test/cast/purchase.ts'
import { type Visitor, visitorOf } from '#test/cast/visitor.ts'
import { openStall } from '#test/storefront/stall.ts'
import { adminPassword } from './install.ts'
import type { Said } from './machine.ts'
import type { Relay } from './relay.ts'

export type Check = (name: string, look: () => Promise<string | undefined>) => Promise<void>
export type Run = (script: string) => Promise<Said>

export interface Outside {
  relay: Relay
  visitor: () => Visitor
  run: Run
  check: Check
}

const site = (name: string) => `https://${name}.market.example`
const code = /^\s*([0-9A-Z]{4})[ -]?([0-9A-Z]{4})\s*$/m

/** Somebody who comes by TLS and believes this certificate. */
export function visitorAt(certificate: string): Visitor {
  const [shop, account, pay, console] = ['shop', 'account', 'pay', 'console'].map(site)
  const origins = { shop: shop!, account: account!, pay: pay!, console: console! }
  return visitorOf({ ...origins, provider: '', mailbox: '' }, askByTls(certificate))
}

/** What people do with a market, through the gateway and the relay alone. */
export async function lookFromOutside(outside: Outside, isFirst: boolean): Promise<void> {
  const { check, visitor, run } = outside
  await check('a visitor sees the shop, the account pages, the pay page and the log', async () => {
    const guest = visitor()
    for (const name of ['shop', 'account', 'pay', 'console']) {
      const path = { account: '/sign-in', pay: '/?t=x' }[name] ?? '/'
      const seen = async () => (await guest.open(`${site(name)}${path}`)).status === 200
      await pollUntil(`${name} answers`, seen, 40_000)
    }
    const log = async () => (await guest.get(`${site('shop')}/log/checkpoint`)).text
    await pollUntil('the log', async () => /^shop\.market/.test(await log()), 40_000)
    return undefined
  })
  await check('somebody signs in by the code of a letter', async () => {
    await signIn(outside, isFirst ? 'aiko@people.example' : 'yuki@people.example')
    return undefined
  })
  if (!isFirst) return
  await check('a guest orders a free work, and the letter of the order comes', () => order(outside))
  await check('the first operator gets a link', async () => {
    const script = 'set -a; . /root/settings; set +a; /opt/dozo/node /opt/dozo/bin/dozo'
    const { out } = await run(`${script} operator-link`)
    assert.match(out, /^https:\/\/console\.market\.example\/enrolment\?link=\S+$/m)
    return undefined
  })
}

/** Throws when it does not lead to the page that only members see. */
export async function signIn({ relay, visitor }: Outside, address: string): Promise<void> {
  const guest = visitor()
  const page = await guest.open(`${site('shop')}/sign-in?return=/library`)
  const asked = await guest.follow(await guest.submit(page, '/sign-in', { address }))
  const [, first, second] = code.exec(await relay.letterTo(address, code)) ?? []
  const answer = await guest.submit(asked, '/sign-in/code', { code: `${first}${second}` })
  const done = await guest.follow(answer)
  assert.deepEqual([done.status, new URL(done.url).pathname], [200, '/library'])
}

async function order({ relay, visitor }: Outside): Promise<string> {
  const market = `postgres://dozo_admin:${adminPassword}@127.0.0.1:5432/dozo_market`
  const stall = await openStall(market, 'trial')
  const work = await stall.offer({ title: '月の蔵', price: 0n })
  await stall.close()
  const buyer = visitor()
  const checkout = await takeToCheckout(buyer, [work.id])
  const address = 'hana@people.example'
  const bound = await bind(buyer, checkout, { address })
  const page = await buyer.open(bound.location)
  await buyer.follow(await buyer.post(page.url, { method: 'card' }))
  await relay.letterTo(address, new RegExp(checkout.order.slice(0, 8)))
  return `order ${checkout.order}`
}
