import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { type Server, withAdmin } from '#adapters/postgres/admin.ts'
import { openDb } from '#lib/db/open.ts'
import { forgetOldCarts } from '#market/carts/jobs.ts'
import { pollUntil } from '#test/cast/poll.ts'
import { type OpenShop, openShop } from './shop.ts'

let shop: OpenShop

beforeAll(async () => {
  shop = await openShop('away')
})
afterAll(() => shop?.close())

test('carts nobody touched for a season are forgotten, others stay', async () => {
  const { id } = await shop.stall.offer({ title: '忘れられた本' })
  const [old, fresh] = [shop.browser(), shop.browser()]
  await old.submit(`/works/${id}`, '/cart/lines')
  await shop.stall.query(`update carts set updated_at = '2020-01-01'`)
  await fresh.submit(`/works/${id}`, '/cart/lines')
  const db = openDb('storefront', shop.databases.urlOf('storefront'))
  assert.equal(await forgetOldCarts(db, new Date()), false)
  await db.destroy()
  assert.match(await old.text('/cart'), /カートは空です/)
  assert.match(await fresh.text('/cart'), /忘れられた本/)
  assert.equal((await old.submit(`/works/${id}`, '/cart/lines')).status, 303)
})

/** An end that was asked for is not one yet. */
const isEmpty = (server: Server, database: string) =>
  withAdmin(server, 'postgres', async (client) => {
    const text = 'select 1 from pg_stat_activity where datname = $1'
    return (await client.query(text, [database])).rowCount === 0
  })

test('with the database away known pages are still shown, the cart says so, and all comes back', async () => {
  const { id } = await shop.stall.offer({ title: '嵐の夜の本' })
  const browser = shop.browser()
  await browser.submit(`/works/${id}`, '/cart/lines')
  for (const path of ['/', `/works/${id}`]) assert.equal((await browser.get(path)).status, 200)

  const { server, nameOf } = shop.databases
  const allow = (yes: boolean) =>
    withAdmin(server, 'postgres', async (client) => {
      const name = nameOf('market')
      await client.query(`alter database ${name} with allow_connections ${yes}`)
      if (yes) return
      await client.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1',
        [name],
      )
    })
  shop.stall.endsWithServer()
  await allow(false)
  await pollUntil('nobody is connected any more', () => isEmpty(server, nameOf('market')), 10_000)
  assert.match(await browser.text(`/works/${id}`), /嵐の夜の本/)
  assert.equal((await browser.get('/')).status, 200)
  for (const path of ['/cart', '/search?q=本', '/works/00000000-0000-4000-8000-000000000000']) {
    const answer = await browser.get(path)
    assert.equal(answer.status, 503, path)
    assert.match(await answer.text(), /ただいまご利用いただけません/)
  }
  await allow(true)
  assert.match(await browser.text('/cart'), /嵐の夜の本/)
})
