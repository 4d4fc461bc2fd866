import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { newAddress } from '#test/cast/names.ts'
import { personIn } from '#test/cast/person.ts'
import { goesToPay, orders, saysWho, typesCard } from '#test/cast/steps.ts'
import { type Town, theTown } from '#test/cast/town.ts'
import { openBrowser } from '#test/looks/browser.ts'

let town: Town
let browser: Browser
beforeAll(async () => {
  town = await theTown()
  browser = await openBrowser()
}, 300_000)
afterAll(() => browser?.close())

interface SeededWork {
  id: string
  title: string
  price: bigint
  sha256: string
}

async function seededWork(): Promise<SeededWork> {
  const [work] = await town.books.sql<SeededWork>(
    'market',
    `select l.id, l.title, l.price, c.sha256 from listings l
     join edition_files f on f.edition_id = l.edition_id
     join upload_checks c on c.upload_id = f.upload_id
     where l.price > 0 and l.available is null order by l.id desc, f.position limit 1`,
  )
  return { ...work!, price: BigInt(work!.price) }
}

for (const javaScript of [true, false]) {
  const way = javaScript ? 'in a usual browser' : 'with JavaScript turned off'
  test(`a guest finds a work, pays, gets the mail and the file, ${way}`, async () => {
    const work = await seededWork()
    const address = newAddress('guest')
    const journey = `guest-${javaScript ? 'usual' : 'no-script'}`
    const guest = await personIn(town, browser, { journey, javaScript })
    const { page } = guest

    await page.goto(town.origins.shop)
    await guest.picture('front')
    await page.fill('input[name="q"]', work.title)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/search/)
    await guest.picture('found')
    await page.locator(`a[href="/works/${work.id}"]`).first().click()
    await guest.picture('work')
    const order = await orders(page)
    await guest.picture('who')
    await saysWho(page, address)
    await guest.picture('pay')
    await goesToPay(page)
    await guest.picture('provider')
    await typesCard(page)
    await page.waitForURL(new RegExp(`/orders/${order}$`))
    await page.getByText('ありがとうございます').first().waitFor()
    await guest.picture('order')

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator(`a[href^="/orders/${order}/files/"]`).first().click(),
    ])
    const bytes = await readFile(await download.path())
    assert.equal(createHash('sha256').update(bytes).digest('hex'), work.sha256)

    const letter = await town.letterTo(address)
    assert.ok(letter.text.includes(`${town.origins.shop}/orders/${order}`))
    await assertBooked(order, work.price)
    assert.deepEqual(guest.complaints, [])
    await guest.context.close()
  }, 120_000)
}

async function assertBooked(order: string, price: bigint): Promise<void> {
  const postings = await town.books.sql<{ account: string; amount: string }>(
    'market',
    `select account, amount from ledger_postings p
     join ledger_transactions t on t.id = p.transaction_id where t.order_id = $1`,
    [order],
  )
  const amounts = new Map(postings.map(({ account, amount }) => [account, BigInt(amount)]))
  assert.equal(amounts.get('provider:sandbox'), -price)
  assert.equal(
    [...amounts.values()].reduce((sum, each) => sum + each, 0n),
    0n,
  )
  const rights = 'select 1 from entitlements where order_id = $1 and revoked_at is null'
  assert.equal((await town.books.sql('market', rights, [order])).length, 1)
  const bindings = 'select 1 from bindings where order_id = $1'
  assert.equal((await town.books.sql('vault', bindings, [order])).length, 1)
}
