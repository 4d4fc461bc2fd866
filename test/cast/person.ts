import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Town } from './town.ts'

const pictures = join(import.meta.dirname, '../../screenshots')
const stepMillis = 20_000

/** Somebody before a real browser. */
export interface Person {
  context: BrowserContext
  page: Page
  /** Keeps a picture of the page, in the order of the steps. */
  picture(step: string): Promise<void>
  /** What the browser complained about: faults, refused policies, hosts that are not ours. */
  complaints: string[]
}

export interface PersonWish {
  /** Names the folder of the pictures; none are kept without. */
  journey?: string
  javaScript?: boolean
  /** An authenticator is built into the device. */
  hasPasskeys?: boolean
}

/** A browser of one's own, in Japanese, from an address of one's own. */
export async function personIn(
  town: Town,
  browser: Browser,
  { journey, javaScript = true, hasPasskeys = false }: PersonWish = {},
): Promise<Person> {
  const context = await browser.newContext({
    locale: 'ja-JP',
    javaScriptEnabled: javaScript,
    acceptDownloads: true,
    viewport: { width: 1100, height: 900 },
    extraHTTPHeaders: { 'x-forwarded-for': town.visitor().address },
  })
  // The practice device says yes at once, so it must be asked by a button only.
  await context.addInitScript(() => {
    if (!('PublicKeyCredential' in window)) return
    PublicKeyCredential.isConditionalMediationAvailable = async () => false
  })
  const page = await context.newPage()
  page.setDefaultTimeout(stepMillis)
  const complaints = complaintsOf(page)
  if (hasPasskeys) await givePasskeys(page)
  let step = 0
  return {
    context,
    page,
    complaints,
    async picture(name) {
      if (!journey) return
      step += 1
      const folder = join(pictures, journey)
      mkdirSync(folder, { recursive: true })
      const file = `${String(step).padStart(2, '0')}-${name}.png`
      await page.screenshot({ path: join(folder, file), fullPage: true })
    },
  }
}

function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) complaints.push(message.text())
  })
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    const isOurs = hostname === 'localhost' || hostname.endsWith('.localhost')
    if (protocol.startsWith('http') && !isOurs) complaints.push(`asked ${request.url()}`)
  })
  return complaints
}

/** An authenticator built into the device, which always finds its owner. */
async function givePasskeys(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}
