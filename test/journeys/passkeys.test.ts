import assert from 'node:assert/strict'
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { openStreet, type Street } from '#test/accounts/street.ts'
import { openBrowser } from '#test/looks/browser.ts'

const longMillis = 60_000
let street: Street
let browser: Browser
beforeAll(async () => {
  street = await openStreet()
  browser = await openBrowser()
}, longMillis)
afterAll(async () => {
  await browser?.close()
  await street?.close()
  assert.deepEqual(street?.house.faults, [])
})

interface Desk {
  context: BrowserContext
  page: Page
  key: SecurityKey
  /** What the browser complained about: a broken policy, a script that fell. */
  complaints: string[]
}

/**
 * A browser in English with a device that can make passkeys. The practice device says yes at
 * once, so only a browser that `offers` passkeys by itself has that turned on.
 */
async function desk({ offers = false, javaScriptEnabled = true } = {}): Promise<Desk> {
  const options = { locale: 'en-GB', baseURL: street.url, javaScriptEnabled }
  const context = await browser.newContext(options)
  if (!offers) {
    await context.addInitScript(() => {
      PublicKeyCredential.isConditionalMediationAvailable = async () => false
    })
  }
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) complaints.push(message.text())
  })
  return { context, page, key: await securityKey(await context.newCDPSession(page)), complaints }
}

interface SecurityKey {
  passkeys(): Promise<number>
  /** From now on the person turns down what is asked. */
  refuses(): Promise<void>
}

async function securityKey(session: CDPSession): Promise<SecurityKey> {
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    async passkeys() {
      const { credentials } = await session.send('WebAuthn.getCredentials', { authenticatorId })
      return credentials.length
    },
    async refuses() {
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
    },
  }
}

async function signInByCode(page: Page, address: string, path = '/sign-in'): Promise<void> {
  await page.goto(path)
  await page.getByLabel('E-mail address').fill(address)
  await page.getByRole('button', { name: 'Send the code' }).click()
  await page.getByLabel('Code', { exact: true }).fill(await street.house.codeTo(address))
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

async function addPasskey(page: Page, label: string): Promise<void> {
  await page.goto('/passkeys')
  await page.getByLabel('Name of the passkey').fill(label)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByRole('rowheader', { name: label }).waitFor()
}

async function signOut(page: Page): Promise<void> {
  await page.goto('/')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'You are signed out.' }).waitFor()
}

test('a member adds a passkey, signs in with it, and takes it away again', {
  timeout: longMillis,
}, async () => {
  const { context, page, key, complaints } = await desk()
  await signInByCode(page, 'aiko@example.jp')
  await addPasskey(page, 'My phone')
  assert.equal(await key.passkeys(), 1)

  await signOut(page)
  await page.goto('/sign-in?return=/passkeys')
  await signInByPasskey(page)
  await page.waitForURL('**/passkeys')
  assert.equal(await page.getByText('Not yet').count(), 0)

  await page.getByRole('button', { name: 'Remove the passkey “My phone”' }).click()
  await page.getByText('No passkeys yet.').waitFor()
  await signOut(page)
  await page.goto('/sign-in')
  await signInByPasskey(page)
  await page.locator('#problems').getByText('needs your passkey').waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

test('signing in works by keyboard alone', { timeout: longMillis }, async () => {
  const { context, page } = await desk()
  await signInByCode(page, 'keys@example.jp')
  await addPasskey(page, 'Keyboard')
  await signOut(page)
  await page.goto('/sign-in')
  await tabTo(page, 'Sign in with a passkey')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Recent orders' }).waitFor()
  await signOut(page)

  await page.goto('/sign-in')
  await tabTo(page, 'E-mail address')
  await page.keyboard.type('keys@example.jp')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/sign-in/code')
  await tabTo(page, 'Code')
  await page.keyboard.type(await street.house.codeTo('keys@example.jp'))
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Recent orders' }).waitFor()
  await context.close()
})

test(
  'without JavaScript a code signs in, and passkeys say what they need',
  async () => {
    const { context, page } = await desk({ javaScriptEnabled: false })
    await page.goto('/sign-in')
    await saysWithoutScript(page, 'Passkeys need JavaScript.')
    assert.equal(await page.getByRole('button', { name: 'Sign in with a passkey' }).count(), 0)
    await signInByCode(page, 'plain@example.jp')
    await page.goto('/passkeys')
    await saysWithoutScript(page, 'Adding a passkey needs JavaScript.')
    await context.close()
  },
  longMillis,
)

test(
  'a person who turns the passkey down stays on the page and is told',
  async () => {
    const { context, page, key } = await desk()
    await signInByCode(page, 'no@example.jp')
    await key.refuses()
    await page.goto('/passkeys')
    await page.getByLabel('Name of the passkey').fill('Nothing')
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByText('Cancelled.').waitFor()
    assert.equal(await page.getByLabel('Name of the passkey').inputValue(), 'Nothing')
    await context.close()
  },
  longMillis,
)

test(
  'a seller publishes their statement with a passkey over exactly its text',
  async () => {
    const { context, page } = await desk()
    await signInByCode(page, 'ren@example.jp')
    const cookies = await context.cookies()
    const session = cookies.find(({ name }) => name === '__Host-session')?.value ?? ''
    const seller = await street.house.seller(await street.house.memberOf(session))
    await addPasskey(page, 'Studio')

    await page.goto('/seller/disclosure')
    await page.getByLabel('Seller', { exact: true }).fill('蓮')
    await page.getByRole('button', { name: 'Publish with your passkey' }).click()
    await page.locator('#problems').getByText('Please fill in: Address.').waitFor()
    assert.equal(await page.getByLabel('Seller', { exact: true }).inputValue(), '蓮')

    await page.getByLabel('Person responsible').fill('山田 蓮')
    await page.getByLabel('Do not show the address').check()
    await page.getByLabel('Do not show the telephone').check()
    await page.getByLabel('Delivery').fill('お支払い後すぐに\nダウンロードできます。')
    await page.getByRole('button', { name: 'Publish with your passkey' }).click()
    await page.getByText('Saved.').waitFor()

    const published = await street.house.browser().get(`/sellers/${seller}/disclosure`)
    assert.match(published.text, /山田 蓮/)
    assert.match(published.text, /ご請求があれば遅滞なく/)
    assert.match(published.text, /お支払い後すぐに\nダウンロードできます。/)

    await page.goto('/seller/disclosure')
    await page.getByLabel('Person responsible').fill('山田 蓮太郎')
    await page.getByRole('button', { name: 'Publish with your passkey' }).click()
    await page.getByText('Saved.').waitFor()
    const changed = await street.house.browser().get(`/sellers/${seller}/disclosure`)
    assert.match(changed.text, /山田 蓮太郎/)
    await context.close()
  },
  longMillis,
)

test(
  'a browser that offers passkeys by itself signs in without a press',
  async () => {
    const { context, page } = await desk({ offers: true })
    await signInByCode(page, 'offers@example.jp')
    await addPasskey(page, 'Offered')
    await signOut(page)
    await page.goto('/sign-in')
    await page.getByRole('heading', { name: 'Recent orders' }).waitFor()
    await context.close()
  },
  longMillis,
)

/** Playwright's own texts leave <noscript> out. */
async function saysWithoutScript(page: Page, words: string): Promise<void> {
  const note = page.locator('noscript').first()
  await note.waitFor()
  assert.ok((await note.textContent())?.includes(words))
}

async function signInByPasskey(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
}

const mostTabs = 30

/** Goes on by the Tab key until what is called so has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let tabs = 0; tabs < mostTabs; tabs += 1) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(() => {
      const element = document.activeElement as HTMLInputElement | null
      return element?.labels?.[0]?.firstChild?.textContent ?? element?.textContent
    })
    if (focused?.trim() === name) return
  }
  throw new Error(`Tab never came to ${name}`)
}
