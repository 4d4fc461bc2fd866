import type { Page } from 'playwright-core'
import { testCards } from '#sandbox/provider/cards.ts'
import { nextCode } from './letters.ts'
import type { Town } from './town.ts'

/** The button of the form that leads to this path. */
export function buttonTo(page: Page, path: string) {
  return page.locator(`form[action="${path}"] button[type="submit"]`).first()
}

/** From the work's page to the question who orders; gives the order. */
export async function orders(page: Page): Promise<string> {
  await buttonTo(page, '/cart/lines').click()
  await page.waitForURL(/\/cart/)
  await buttonTo(page, '/checkout').click()
  await page.waitForURL(/\/checkout\/[0-9a-f-]{36}$/)
  return page.url().slice(-36)
}

/** Says who orders, as a guest, and goes on to the pay page. */
export async function saysWho(page: Page, address: string): Promise<void> {
  await page.fill('input[name="address"]', address)
  await page.locator('form[action^="/checkout/"] button[type="submit"]').first().click()
  await page.waitForURL(/pay\.localhost/)
}

/** From the pay page to the provider's. */
export async function goesToPay(page: Page, method = 'card'): Promise<void> {
  await page.check(`input[name="method"][value="${method}"]`, { force: true })
  await page.click('#proceed')
  await page.waitForURL(/provider\.localhost/)
}

/** Types a test card at the provider. */
export async function typesCard(page: Page, name = 'success'): Promise<void> {
  const { number } = testCards.find((card) => card.name === name)!
  await page.fill('input[name="number"]', number)
  await page.fill('input[name="expiry"]', '12/34')
  await page.fill('input[name="code"]', '123')
  await page.locator('form[action*="/card"] button').first().click()
}

/** Signs in at the shop by a code from the mailbox. */
export async function signsInByCode(town: Town, page: Page, address: string): Promise<void> {
  await page.goto(`${town.origins.shop}/sign-in?return=/library`)
  const code = await nextCode(town, address, async () => {
    await page.fill('input[name="address"]', address)
    await buttonTo(page, '/sign-in').click()
    await page.waitForURL(/\/sign-in\/code/)
  })
  await page.fill('input[name="code"]', code)
  await buttonTo(page, '/sign-in/code').click()
  await page.waitForURL(/\/library/)
}

/** Says yes on the page of the card's bank. */
export async function passesChallenge(page: Page): Promise<void> {
  await page.locator('button[name="answer"][value="pass"]').click()
}
