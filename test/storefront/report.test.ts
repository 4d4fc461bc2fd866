import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, test } from 'vitest'
import { openDb } from '#lib/db/open.ts'
import { recordReport } from '#market/moderation/commands.ts'
import { reportsNewest } from '#market/moderation/queries.ts'
import { type OpenShop, openShop } from './shop.ts'

let shop: OpenShop
let work: string
beforeAll(async () => {
  shop = await openShop('report')
  work = (await shop.stall.offer({ title: '通報される本' })).id
})
afterAll(() => shop?.close())

async function reports() {
  const { rows } = await shop.stall.query('select * from reports order by reported_at')
  return rows
}

test('a report is kept with its reason and words, and nothing of who sent it', async () => {
  const browser = shop.browser()
  assert.match(await browser.text(`/works/${work}`), new RegExp(`/works/${work}/report"`))
  const note = '表紙は別の作者の絵です。'
  const sent = await browser.post(`/works/${work}/reports`, { reason: 'rights', note })
  assert.equal(sent.status, 303)
  assert.match(await browser.text(sent.headers.get('location')!), /ありがとうございます/)
  const [kept] = await reports()
  assert.deepEqual(Object.keys(kept).sort(), ['id', 'note', 'reason', 'reported_at', 'work_id'])
  assert.equal(kept.note, note)
})

test('an e-mail address or a card number in a report is refused, and kept nowhere', async () => {
  const before = (await reports()).length
  for (const secret of ['mail to aiko@mail.example', 'card 4242 4242 4242 4242']) {
    const form = { reason: 'other', note: secret }
    const refused = await shop.browser().post(`/works/${work}/reports`, form)
    assert.equal(refused.status, 422, secret)
  }
  assert.equal((await shop.browser().post(`/works/${work}/reports`, { note: 'x' })).status, 422)
  assert.equal((await reports()).length, before)
})

test('a work that is not on sale cannot be reported', async () => {
  const path = `/works/${randomUUID()}`
  const form = { reason: 'illegal', note: '' }
  assert.equal((await shop.browser().get(`${path}/report`)).status, 404)
  assert.equal((await shop.browser().post(`${path}/reports`, form)).status, 404)
  const db = openDb('storefront', shop.databases.urlOf('storefront'))
  const want = { id: randomUUID(), work: randomUUID(), reason: 'illegal', note: '' } as const
  await assert.rejects(recordReport(db, { ...want, now: new Date() }), /not-found/)
  await db.destroy()
})

test('the operator reads reports, newest first, with how the work stands', async () => {
  const db = openDb('console', shop.databases.urlOf('console'))
  const rows = await reportsNewest(db, { before: null, limit: 10 })
  assert.deepEqual(
    rows.map((row) => [row.title, row.reason, row.state, row.taken_at]),
    [['通報される本', 'rights', 'published', null]],
  )
  assert.deepEqual(await reportsNewest(db, { before: rows[0]!.reported_at, limit: 10 }), [])
  await db.destroy()
})

test('one place can send only so many reports in an hour', async () => {
  const send = () =>
    shop.browser().postFrom('203.0.113.7', `/works/${work}/reports`, { reason: 'other', note: '' })
  const statuses: number[] = []
  for (let n = 0; n < 22; n += 1) statuses.push((await send()).status)
  assert.equal(statuses.filter((status) => status === 303).length, 20)
  assert.equal(statuses.at(-1), 429)
})
