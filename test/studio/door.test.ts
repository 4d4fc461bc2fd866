import assert from 'node:assert/strict'
import { test } from 'vitest'
import { systemClock } from '#lib/clock.ts'
import { isRefusal } from '#lib/refusal.ts'
import type { UploadRules } from '#market/media/port.ts'
import { studio } from '#sites/studio/app.ts'
import type { StudioNeeds } from '#sites/studio/needs.ts'
import { pages, posts } from '#sites/studio/routes.ts'

let rules: UploadRules
/** Nobody without a passkey comes as far as the database. */
const app = studio({
  origins: { shop: 'http://localhost', account: 'http://account.localhost' },
  marketName: 'Dozo',
  clock: systemClock,
  asset: (name: string) => name,
  memberOf: async () => ({ id: 'a-member', byPasskey: false, cookies: [] }),
  uploads: (given: UploadRules) => {
    rules = given
    return { handle: async () => new Response() }
  },
} as unknown as StudioNeeds)
const refusals: string[] = []
app.onError((error, c) => {
  refusals.push(isRefusal(error) ? error.code : String(error))
  return c.text('', 401)
})

const pathOf = (path: string) => path.replace(/:[a-z]+/g, '0')

test('whoever signed in without a passkey is led from every page of the studio to theirs', async () => {
  for (const page of Object.values(pages)) {
    const path = pathOf(page.path)
    const answer = await app.request(`http://localhost${path}`)
    assert.equal(answer.status, 303, path)
    const to = new URLSearchParams({ to: path })
    const door = `http://account.localhost/sign-in/studio?${to}`
    assert.equal(answer.headers.get('location'), door)
  }
})

test('whoever signed in without a passkey can send nothing to the studio', async () => {
  for (const post of Object.values(posts)) {
    refusals.length = 0
    await app.request(`http://localhost${pathOf(post.path)}`, { method: 'POST' })
    assert.deepEqual(refusals, ['passkey-needed'], post.path)
  }
  const sent = async () => rules.senderOf(new Request('http://localhost/studio/uploads'))
  await assert.rejects(sent, (error) => isRefusal(error, 'passkey-needed'))
})
