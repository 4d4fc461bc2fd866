import { chromium } from 'playwright-core'
import { chromiumPath } from '../../bin/checks/chromium.ts'

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

/** A browser that asks nobody else for anything. */
export async function openBrowser() {
  return chromium.launch({ executablePath: await chromiumPath(), args: quiet, timeout: 30_000 })
}
