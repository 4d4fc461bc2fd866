import assert from 'node:assert/strict'
import { test } from 'vitest'
import { systemClock } from '#lib/clock.ts'
import { systemRandom } from '#lib/random.ts'
import type { StorefrontNeeds } from '#sites/storefront/needs.ts'
import { exitsOf, type PageName, pages, posts } from '#sites/storefront/routes.ts'
import { storefront } from '#sites/storefront/storefront.ts'

/** Routes are made before anything is asked of the needs. */
const { app } = storefront({
  origins: { shop: 'http://localhost', account: 'http://account.localhost' },
  cookieKeys: [{ id: 'a', key: new Uint8Array(32) }],
  clock: systemClock,
  random: systemRandom,
  isPractice: true,
} as unknown as StorefrontNeeds)

test('every address the shop answers to is named in routes.ts, and every name is answered', () => {
  const answered = app.routes
    .filter(({ path, method }) => method !== 'ALL' && path !== '/*')
    .map(({ method, path }) => `${method} ${path}`)
  const named = [
    ...Object.values(pages).map(({ path }) => `GET ${path}`),
    ...Object.values(posts).map(({ path }) => `POST ${path}`),
  ]
  assert.deepEqual([...new Set(answered)].sort(), named.sort())
})

test('only a page whose form leads there may lead to another host', () => {
  const leading = (Object.keys(pages) as PageName[]).filter((name) => exitsOf(name).length > 0)
  assert.deepEqual(leading.sort(), ['cart', 'order'])
})
