import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { newAddress } from '#test/cast/names.ts'
import { type Person, personIn } from '#test/cast/person.ts'
import {
  buttonTo,
  goesToPay,
  orders,
  passesChallenge,
  saysWho,
  signsInByCode,
  typesCard,
} from '#test/cast/steps.ts'
import { type Town, theTown } from '#test/cast/town.ts'
import { openBrowser } from '#test/looks/browser.ts'
import { bookTitle, type RealBook, realBook } from './real-book.ts'

const journey = 'real-work'
const price = 1_200n
let town: Town
let browser: Browser
beforeAll(async () => {
  town = await theTown()
  browser = await openBrowser()
}, 300_000)
afterAll(() => browser?.close())

test('a creator lists a real book; a buyer pays by 3-D Secure and gets the very same bytes', async () => {
  const book = await realBook()
  // Another run of this journey in the same town sells a book of its own.
  const title = `${bookTitle} ${randomBytes(3).toString('hex')}`
  const creator = await personIn(town, browser, {
    journey: `${journey}/creator`,
    hasPasskeys: true,
  })
  await signsInWithPasskey(creator)
  await opensShop(creator)
  const work = await lists(creator, book, title)

  const buyer = await personIn(town, browser, { journey: `${journey}/buyer` })
  const address = newAddress('buyer')
  const order = await finds(buyer, work)
  await pays(buyer, order, address)
  const files = await downloadsTwice(buyer.page, order)
  const sha256 = createHash('sha256').update(book.content).digest('hex')
  assert.deepEqual(files, [sha256, sha256])
  const letter = await town.letterTo(address)
  assert.ok(letter.text.includes(order))

  await balanceIsRight(creator, work, order)
  assert.deepEqual([...creator.complaints, ...buyer.complaints], [])
  await Promise.all([creator.context.close(), buyer.context.close()])
}, 240_000)

/** By a code, which leads to making a passkey; by a code and the passkey; by the passkey alone. */
async function signsInWithPasskey({ page, picture }: Person): Promise<void> {
  const { account, shop } = town.origins
  const address = newAddress('creator')
  await signsInByCode(town, page, address)
  await page.goto(`${shop}/studio`)
  await page.waitForURL(`${account}/sign-in/studio?to=%2Fstudio`)
  await picture('no-passkey')
  await page.locator('a[href="/passkeys?to=%2Fstudio"]').click()
  await page.fill('input[name="label"]', '机の上の鍵')
  await picture('passkey')
  await buttonTo(page, '/passkeys').click()
  await page.waitForURL(`${shop}/studio`)
  await page.context().clearCookies()
  await signsInByCode(town, page, address)
  await page.goto(`${shop}/studio`)
  await picture('studio-door')
  await buttonTo(page, '/sign-in/studio').click()
  await page.waitForURL(`${shop}/studio`)
  await page.context().clearCookies()
  await page.goto(`${shop}/sign-in?return=/studio`)
  await picture('sign-in')
  await buttonTo(page, '/sign-in/passkey').click()
  await page.waitForURL(`${shop}/studio`)
}

async function opensShop({ page, picture }: Person): Promise<void> {
  await page.check('input[name="kind"][value="creator"]', { force: true })
  await page.fill('input[name="handle"]', `haru-${randomBytes(5).toString('hex')}`)
  await page.fill('input[name="name"]', '蓮の本棚')
  await page.fill('textarea[name="introduction"]', 'マンガを描いています。')
  await picture('shop')
  await buttonTo(page, '/studio/shop').click()
  await page.waitForURL(/\/studio/)
}

async function lists({ page, picture }: Person, book: RealBook, title: string): Promise<string> {
  const { shop } = town.origins
  await page.goto(`${shop}/studio/works/new`)
  await page.fill('input[name="title"]', title)
  await page.fill('textarea[name="description"]', '**春**の町の、やさしい物語。')
  await page.selectOption('select[name="category"]', 'comic')
  await page.selectOption('select[name="language"]', 'ja')
  await page.fill('input[name="tags"]', 'マンガ、春')
  await page.fill('input[name="price"]', price.toString())
  await picture('draft')
  await buttonTo(page, '/studio/works').click()
  await page.waitForURL(/\/studio\/works\/[0-9a-f-]{36}$/)
  const work = page.url().slice(-36)
  await sends(page, 'work-file', {
    name: book.fileName,
    mimeType: 'application/epub+zip',
    buffer: book.content,
  })
  await sends(page, 'picture', { name: 'cover.jpg', mimeType: 'image/jpeg', buffer: book.cover })
  const publish = page.locator(`a[href="/studio/works/${work}/publication"]`)
  await publish.waitFor({ timeout: 60_000 })
  await picture('sent')
  await publish.click()
  await buttonTo(page, `/studio/works/${work}/publication`).click()
  await page.waitForURL(`${shop}/studio/works/${work}`)
  await picture('published')
  return work
}

/** Chooses a file; the page is loaded anew when all of it has arrived. */
async function sends(
  page: Page,
  purpose: string,
  file: { name: string; mimeType: string; buffer: Buffer },
): Promise<void> {
  const place = page.locator(`[data-purpose="${purpose}"]`)
  const loaded = page.waitForEvent('load', { timeout: 60_000 })
  await place.locator('input[type="file"]').setInputFiles(file)
  await loaded.catch(async (cause: Error) => {
    const shown = await place.locator('[data-part="list"]').textContent()
    throw new Error(`${purpose} did not arrive; the page says: ${shown}`, { cause })
  })
}

/** By a Japanese word of the title, on the page of what was found. */
async function finds({ page, picture }: Person, work: string): Promise<string> {
  await page.goto(town.origins.shop)
  await picture('front')
  const shown = page.locator(`a[href="/works/${work}"]`).first()
  await page.fill('input[name="q"]', '彼氏')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/search/)
  await shown.waitFor()
  await picture('found')
  await shown.click()
  await page.waitForURL(new RegExp(`/works/${work}$`))
  await page.getByText('1,200').first().waitFor()
  await picture('work')
  return orders(page)
}

async function pays({ page, picture }: Person, order: string, address: string): Promise<void> {
  await picture('who')
  await saysWho(page, address)
  await picture('pay')
  await goesToPay(page)
  await typesCard(page, 'challenge')
  await picture('challenge')
  await passesChallenge(page)
  await page.waitForURL(new RegExp(`/orders/${order}$`))
  await page.getByText('ありがとうございます').first().waitFor()
  await picture('order')
}

async function downloadsTwice(page: Page, order: string): Promise<string[]> {
  const hashes: string[] = []
  for (const _ of [1, 2]) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator(`a[href^="/orders/${order}/files/"]`).first().click(),
    ])
    const bytes = await readFile(await download.path())
    hashes.push(createHash('sha256').update(bytes).digest('hex'))
  }
  return hashes
}

/** The creator's balance is the price less the commission, and the sum of the postings. */
async function balanceIsRight(creator: Person, work: string, order: string): Promise<void> {
  const [line] = await town.books.sql(
    'market',
    `select l.price, l.commission_rate as rate, l.seller_id as seller,
       (select sum(amount) from ledger_postings p join ledger_transactions t
          on t.id = p.transaction_id where p.account = 'seller:' || l.seller_id) as posted
     from order_lines l where l.order_id = $1 and l.work_id = $2`,
    [order, work],
  )
  const commission = (price * BigInt(line!.rate)) / 10_000n
  assert.equal(BigInt(line!.price), price)
  assert.equal(BigInt(line!.posted), price - commission)
  const { page, picture } = creator
  await page.goto(`${town.origins.shop}/studio/balance`)
  const shown = (price - commission).toLocaleString('ja-JP')
  await page.getByText(shown).first().waitFor()
  await picture('balance')
  await page.goto(`${town.origins.shop}/studio/orders`)
  await page.getByText(order.slice(-12)).first().waitFor()
  await picture('orders')
}
