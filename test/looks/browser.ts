import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

/** Debian's Chromium where there is one, else the npm package's. */
export async function openBrowser() {
  const system = '/usr/bin/chromium'
  if (existsSync(system)) {
    return chromium.launch({ executablePath: system, args: quiet, timeout: 30_000 })
  }
  const packed = await import('@sparticuz/chromium')
  return chromium.launch({
    executablePath: await packed.default.executablePath(),
    args: [...packed.default.args, ...quiet],
    timeout: 30_000,
  })
}
