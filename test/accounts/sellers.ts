import { disclosureFields } from '#sites/accounts/sellers/fields.ts'
import { type Passkey, passkey } from '#test/cast/passkey.ts'
import type { Browser, Page } from './browser.ts'
import type { House } from './house.ts'

const origin = 'http://account.localhost:8080'

export interface Keeper {
  browser: Browser
  key: Passkey
  /** The shop's id. */
  shop: string
}

/** A seller who is signed in and has a passkey; nothing is published yet. */
export async function keeperOf(house: House, address: string): Promise<Keeper> {
  const browser = await signedIn(house, address)
  const shop = await house.seller(await house.memberOf(browser.cookies.get('__Host-session') ?? ''))
  const key = passkey()
  const asked = await browser.post('/passkeys/challenge', { label: 'phone' })
  const enrolment = key.make(JSON.parse(asked.text), origin)
  await browser.post('/passkeys', { label: 'phone', enrolment })
  return { browser, key, shop }
}

export async function signedIn(house: House, address: string): Promise<Browser> {
  const browser = house.browser()
  const code = await browser.send(await browser.get('/sign-in'), '/sign-in', { address })
  await browser.send(code, '/sign-in/code', { code: await house.codeTo(address) })
  return browser
}

/** As the island does: asks with what is typed, and sends it with the answer. */
export async function confirmed(
  { browser, key }: Keeper,
  to: string,
  typed: Record<string, string>,
): Promise<Page> {
  const asked = await browser.post(`${to}/challenge`, typed)
  if (asked.status !== 200) return asked
  return browser.post(to, { ...typed, assertion: key.confirm(JSON.parse(asked.text), origin) })
}

export function publish(keeper: Keeper): Promise<Page> {
  const statement = Object.fromEntries(disclosureFields.map((name) => [name, '花屋']))
  return confirmed(keeper, '/seller/disclosure', statement)
}
