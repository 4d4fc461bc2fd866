import assert from 'node:assert/strict'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { smtpSender } from '#adapters/mail/smtp.ts'
import { openBrowser } from '../looks/browser.ts'
import { violationsIn } from '../looks/violations.ts'
import { browse } from './browse.ts'
import { freePorts, type Running, run, temporaryFolder } from './running.ts'
import { chargesOf, type PaymentTown, paymentTown, payWith, sessionFor } from './town.ts'

let town: PaymentTown
let mailbox: { origin: string; program: Running; removeFolder(): Promise<void> }
let browser: Browser

beforeAll(async () => {
  ;[town, mailbox, browser] = await Promise.all([
    paymentTown(),
    mailboxWithLetters(),
    openBrowser(),
  ])
}, 60_000)
afterAll(async () => {
  await browser.close()
  await town.end()
  await mailbox.program.stop()
  await mailbox.removeFolder()
})

async function mailboxWithLetters() {
  const [webPort, smtpPort] = await freePorts(2)
  const folder = await temporaryFolder()
  const program = await run('mailbox', {
    MAILBOX_WEB_PORT: String(webPort),
    MAILBOX_SMTP_PORT: String(smtpPort),
    MAILBOX_DATA_DIR: folder.path,
  })
  const settings = { host: '127.0.0.1', port: smtpPort!, login: null, connections: 1 }
  const sender = smtpSender({ ...settings, tls: 'none' })
  const letter = {
    messageId: '<one@shop.example>',
    from: { name: '土蔵', address: 'orders@shop.example' },
    to: 'aiko@mail.example',
    subject: 'ご注文ありがとうございます',
    text: 'コード： K7Q2-MWXP\nhttp://localhost:8080/library\n',
    html: '<p style="color:rgb(1, 2, 3)">ありがとう <a href="http://localhost/">店</a></p>',
    headers: {},
  }
  await sender.send(letter)
  await sender.send(letter)
  sender.close()
  return { origin: `http://mailbox.localhost:${webPort}`, program, removeFolder: folder.remove }
}

/** Every page in every state a person can meet. */
async function allPages(): Promise<Record<string, string>> {
  const [fresh, refused, asked, konbini, slip, wallet, paid] = await Promise.all([
    sessionFor(town),
    sessionFor(town),
    sessionFor(town),
    sessionFor(town, 'konbini'),
    sessionFor(town, 'konbini'),
    sessionFor(town, 'wallet'),
    sessionFor(town),
  ])
  await payWith(refused.url, 'declined')
  await payWith(asked.url, 'challenge')
  await payWith(paid.url, 'success')
  await browse(`${slip.url}/slip`, { form: {} })
  const till = /href="(\/till\/\d+)/.exec((await browse(slip.url)).text)![1]
  return {
    card: fresh.url,
    filled: `${fresh.url}?lang=en&card=challenge`,
    refused: refused.url,
    challenge: asked.url,
    konbini: konbini.url,
    slip: slip.url,
    till: `${town.origin}${till}`,
    wallet: `${wallet.url}?lang=en`,
    paid: paid.url,
    missing: `${town.origin}/nothing`,
    list: `${mailbox.origin}/`,
    none: `${mailbox.origin}/?lang=en&to=nobody@mail.example`,
    letter: `${mailbox.origin}/letters/2`,
  }
}

test('every page can be used by everybody, in light and dark, on a phone', async () => {
  const pages = await allPages()
  for (const colorScheme of ['light', 'dark'] as const) {
    const viewport = { width: 360, height: 720 }
    const page = await browser.newPage({ colorScheme, viewport, bypassCSP: true })
    for (const [name, url] of Object.entries(pages)) {
      await page.goto(url)
      const violations = await violationsIn(page, { except: ['iframe'] })
      assert.deepEqual(violations, [], `${name}, ${colorScheme}`)
      const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
      assert.ok(!isWide, `${name} scrolls sideways`)
    }
    await page.close()
  }
}, 90_000)

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with' : 'without'
  test(`a buyer pays by keyboard ${how} JavaScript, clicks twice, and comes back once`, async () => {
    const page = await browser.newPage({ javaScriptEnabled })
    const said: string[] = []
    page.on('console', (message) => said.push(message.text()))
    const { session, url } = await sessionFor(town)
    await page.goto(`${url}?lang=en`)
    await page.getByLabel('Card number').fill('4000 0027 6000 3184')
    await page.getByLabel('Expiry').fill('12/34')
    await page.getByLabel('Security code').fill('123')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Pass the check' }).dblclick()
    await page.waitForURL(town.shop.returnUrl)
    assert.equal(await chargesOf(town, session), 1)
    await page.goBack()
    await page.goto(url)
    assert.ok(await page.getByText('お支払いが済みました').isVisible())
    assert.deepEqual(said, [])
    await page.close()
  }, 30_000)
}

test('a letter is shown as it was meant, and its links open outside the frame', async () => {
  const page = await browser.newPage()
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  await page.goto(`${mailbox.origin}/letters/1`)
  const styled = page.frameLocator('iframe').getByText('ありがとう')
  const color = await styled.evaluate((each) => getComputedStyle(each).color)
  assert.equal(color, 'rgb(1, 2, 3)')
  const [opened] = await Promise.all([
    page.context().waitForEvent('page'),
    page.frameLocator('iframe').getByRole('link').click(),
  ])
  await opened.close()
  assert.deepEqual(
    said.filter((each) => each.includes('Content Security Policy')),
    [],
  )
  await page.close()
}, 30_000)
