import assert from 'node:assert/strict'
import type { Hono } from 'hono'
import { test } from 'vitest'
import { systemClock } from '#lib/clock.ts'
import { systemRandom } from '#lib/random.ts'
import { accounts } from '#sites/accounts/accounts.tsx'
import { consoleSite } from '#sites/console/app.tsx'
import { pay } from '#sites/pay/pay.ts'
import { storefront } from '#sites/storefront/storefront.ts'
import { studio } from '#sites/studio/app.ts'
import { uploadsPath } from '#sites/studio/pieces.ts'
import { routes } from './routes.ts'

/** Routes are made before anything is asked of the needs. */
const needs = {
  origins: {
    shop: 'http://localhost',
    account: 'http://account.localhost',
    pay: 'http://pay.localhost',
    console: 'http://console.localhost',
  },
  cookieKeys: [{ id: 'a', key: new Uint8Array(32) }],
  clock: systemClock,
  random: systemRandom,
  isPractice: true,
  uploads: () => ({ handle: () => new Response() }),
} as never

const sites: Record<string, Pick<Hono, 'routes'>> = {
  shop: storefront(needs).app,
  studio: studio(needs) as never,
  account: accounts(needs) as never,
  console: consoleSite(needs) as never,
  pay: pay(needs),
}

function answered({ routes }: Pick<Hono, 'routes'>): string[] {
  const real = routes.filter(({ path, method }) => method !== 'ALL' && path !== '/*')
  return [...new Set(real.map(({ method, path }) => `${method} ${path}`))].sort()
}

for (const [name, site] of Object.entries(sites)) {
  test(`${name}: an address that routes.ts does not declare is not answered`, () => {
    const declared = routes
      .filter((route) => route.site === name)
      .map(({ method, path }) => `${method} ${path}`)
    // The door for files speaks tus: any method, below one address.
    const doors = name === 'studio' ? [`POST ${uploadsPath}`] : []
    assert.deepEqual(answered(site), [...new Set([...declared, ...doors])].sort())
  })
}
