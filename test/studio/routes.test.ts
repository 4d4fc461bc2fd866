import assert from 'node:assert/strict'
import { test } from 'vitest'
import { systemClock } from '#lib/clock.ts'
import { studio } from '#sites/studio/app.ts'
import type { StudioNeeds } from '#sites/studio/needs.ts'
import { uploadsPath } from '#sites/studio/pieces.ts'
import { pages, posts } from '#sites/studio/routes.ts'

/** Routes are made before anything is asked of the needs. */
const app = studio({
  origins: { shop: 'http://localhost', account: 'http://account.localhost' },
  marketName: 'Dozo',
  clock: systemClock,
  uploads: () => ({ handle: async () => new Response() }),
} as unknown as StudioNeeds)

test('every address the studio answers to is named in routes.ts, and every name is answered', () => {
  const answered = app.routes
    .filter(({ path, method }) => method !== 'ALL' && path !== '/*')
    .map(({ method, path }) => `${method} ${path}`)
  const named = [
    `POST ${uploadsPath}`,
    ...Object.values(pages).map(({ path }) => `GET ${path}`),
    ...Object.values(posts).map(({ path }) => `POST ${path}`),
  ]
  assert.deepEqual([...new Set(answered)].sort(), named.sort())
})
