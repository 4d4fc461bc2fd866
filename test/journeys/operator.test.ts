import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { newAddress } from '#test/cast/names.ts'
import { type Person, personIn } from '#test/cast/person.ts'
import { pollUntil } from '#test/cast/poll.ts'
import { buysAsGuest } from '#test/cast/purchase.ts'
import { buttonTo } from '#test/cast/steps.ts'
import { type Town, theTown } from '#test/cast/town.ts'
import { openBrowser } from '#test/looks/browser.ts'
import { offerLimited } from '#test/proofs/buyer.ts'

const journey = 'operator'
let town: Town
let browser: Browser
let osamu: Person
beforeAll(async () => {
  town = await theTown()
  browser = await openBrowser()
  osamu = await personIn(town, browser, { journey, hasPasskeys: true })
}, 300_000)
afterAll(async () => {
  assert.deepEqual(osamu?.complaints, [])
  await browser?.close()
})

test('the first operator enrols by the link that the start prints, which is good once', async () => {
  const { page, picture } = osamu
  await page.goto(town.operatorLink)
  await page.fill('input[name="name"]', '修')
  await page.fill('input[name="address"]', 'osamu@market.example')
  await picture('enrolment')
  await buttonTo(page, '/enrolment').click()
  await page.waitForURL(`${town.origins.console}/operators/codes`)
  await picture('recovery-codes')
  await page.getByRole('link', { name: /保管しました|I have kept them/ }).click()
  await page.waitForURL(`${town.origins.console}/`)
  await picture('overview')

  const other = await personIn(town, browser, { hasPasskeys: true })
  await other.page.goto(town.operatorLink)
  await other.page.getByText(/もう使われたか|It was used/).waitFor()
  assert.equal(await other.page.locator('form').filter({ visible: true }).count(), 0)
  await other.context.close()
}, 60_000)

test('an operator signs out, and in again with the passkey alone', async () => {
  const { page, picture } = osamu
  await page.goto(`${town.origins.console}/`)
  await buttonTo(page, '/sign-out').click()
  await page.waitForURL(/\/sign-in$/)
  await page.goto(`${town.origins.console}/orders`)
  await page.waitForURL(/\/sign-in$/)
  await picture('sign-in')
  await buttonTo(page, '/sign-in').click()
  await page.waitForURL(`${town.origins.console}/`)
}, 60_000)

test('a listing that is taken down is gone from the shop at once, and comes back when lifted', async () => {
  const { page, picture } = osamu
  const { shop, console: desk } = town.origins
  const work = await offerLimited(town, `取り下げの本 ${randomUUID()}`)
  const visitor = town.visitor()
  const shown = () => visitor.get(`${shop}/works/${work.id}`)
  assert.equal((await shown()).status, 200)

  await page.goto(`${desk}/works/${work.id}/takedown/new`)
  await page.locator('input[name="reason"]').first().check({ force: true })
  await page.fill('[name="note"]', '権利者からの連絡により確認しています。')
  await picture('take-down')
  await buttonTo(page, `/works/${work.id}/takedown`).click()
  await page.waitForURL(`${desk}/works/${work.id}`)
  assert.ok([404, 410].includes((await shown()).status))
  await picture('taken-down')

  await page.goto(`${desk}/works/${work.id}/lift/new`)
  await buttonTo(page, `/works/${work.id}/lift`).click()
  await page.waitForURL(`${desk}/works/${work.id}`)
  assert.equal((await shown()).status, 200)
}, 60_000)

test('an operator gives an order back with the passkey, to the card it came from', async () => {
  const { page, picture } = osamu
  const { shop, console: desk } = town.origins
  const work = await offerLimited(town, `返金の本 ${randomUUID()}`)
  const buyer = town.visitor()
  const address = newAddress('buyer')
  const { order } = await buysAsGuest(buyer, [work.id], { address })

  await page.goto(`${desk}/orders/${order}`)
  await picture('order')
  await page.locator(`a[href^="/orders/${order}/refunds/new"]`).first().click()
  await page.fill('input[name="amount"]', '1200')
  await page.check('input[name="reason"][value="defect"]', { force: true })
  await picture('refund')
  await buttonTo(page, `/orders/${order}/refunds`).click()
  await page.waitForURL(`${desk}/orders/${order}`)
  await pollUntil(
    'the buyer sees the refund',
    async () => {
      const answer = await buyer.get(`${shop}/orders/${order}/state`)
      return JSON.parse(answer.text).state === 'refunded'
    },
    20_000,
  )
  const [row] = await town.books.sql(
    'market',
    `select id from intents where order_id = $1 and state = 'paid'`,
    [order],
  )
  const record = await town.books.providerRecord()
  const ours = record.find(({ session }) => session.reference === row!.id)
  assert.deepEqual(
    ours?.refunds.map(({ state, amount }) => ({ state, amount })),
    [{ state: 'done', amount: '1200' }],
  )
  await page.goto(`${desk}/openings`)
  await picture('openings')
  assert.equal(await page.getByText(address).count(), 0)
}, 60_000)
