import assert from 'node:assert/strict'
import { test } from 'vitest'
import { systemClock } from '#lib/clock.ts'
import { accounts } from '#sites/accounts/accounts.tsx'
import type { AccountsNeeds } from '#sites/accounts/needs.ts'
import { exitsOf, type PageName, pages, posts } from '#sites/accounts/routes.ts'

/** Routes are made before anything is asked of the needs. */
const cookieKeys = [{ id: 'a', key: new Uint8Array(32) }]
const origins = { account: 'http://account.localhost' }
const site = accounts({ origins, cookieKeys, clock: systemClock } as unknown as AccountsNeeds)

test('every address the site answers to is named in routes.ts, and every name is answered', () => {
  const answered = site.routes
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
  assert.deepEqual(leading.sort(), ['code', 'orderCode', 'passkeys', 'signIn', 'studio', 'who'])
})
