import assert from 'node:assert/strict'
import { test } from 'vitest'
import { systemClock } from '#lib/clock.ts'
import { consoleSite } from '#sites/console/app.tsx'
import type { ConsoleNeeds } from '#sites/console/needs.ts'
import { pages, posts } from '#sites/console/routes.ts'

/** Routes are made before anything is asked of the needs. */
const app = consoleSite({
  origins: { console: 'http://console.localhost', shop: 'http://localhost' },
  market: { name: 'Dozo' },
  clock: systemClock,
} as unknown as ConsoleNeeds)

test('every address the console answers to is named in routes.ts, and every name is answered', () => {
  const answered = app.routes
    .filter(({ path, method }) => method !== 'ALL' && path !== '/*')
    .map(({ method, path }) => `${method} ${path}`)
  const named = [
    ...Object.values(pages).map(({ path }) => `GET ${path}`),
    ...Object.values(posts).map(({ path }) => `POST ${path}`),
  ]
  assert.deepEqual([...new Set(answered)].sort(), named.sort())
})
