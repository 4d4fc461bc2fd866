import assert from 'node:assert/strict'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { guestOrder, inTime, signIn } from '#test/vault/people.ts'
import { ledgerPath } from '#trust/forgetting/ledger-file.ts'
import { checkedRuns, runPath } from '#trust/forgetting/night-file.ts'
import { accountForNight } from '#trust/forgetting/nightly.ts'
import { openShop, type Shop } from './ground.ts'

let shop: Shop
let told: Awaited<ReturnType<typeof twoNights>>
beforeAll(async () => {
  shop = await openShop()
  told = await twoNights()
  await shop.begin()
})
afterAll(() => shop.close())

const dayMillis = 86_400_000

/** One round of the vault's process: the sweep, and an account when the night has come. */
const night = () => accountForNight(shop.vault.core, shop.options.logFolder)

async function twoNights() {
  shop.clock.set('2026-05-01T12:00:00Z')
  const first = await night()
  const again = await night()
  shop.clock.set('2026-05-01T17:59:59Z')
  const early = await night()

  await guestOrder(shop, 'unpaid@people.example', '森 愛子')
  const { session } = await signIn(shop, 'gone@people.example')
  const { plan } = await shop.ask.accounts.erasurePlan({ session }, inTime)
  await shop.ask.accounts.erase({ session, plan }, inTime)
  shop.clock.advance(31 * dayMillis)
  return { first, again, early, second: await night() }
}

test('once a night there is an account of what was destroyed, by kind and rule', () => {
  const { first, again, early, second } = told
  assert.equal(first?.number, 1)
  assert.equal(again, undefined)
  assert.equal(early, undefined)
  assert.deepEqual(
    second?.counts.map(({ kind, rule, count }) => `${count} ${kind} ${rule}`),
    [
      '1 contact erased',
      '1 contact guest-unpaid',
      '1 person erased',
      '1 receipt-name guest-unpaid',
    ],
  )
  assert.equal(second?.overdue, 0)
})

test('with nothing but a copy of the log anybody can check the accounts', async () => {
  const copy = await shop.copyOfLog()
  const runs = await checkedRuns(copy, 30)
  assert.deepEqual(
    runs.map(({ number, addsUp, entry }) => [number, addsUp, entry !== null]),
    [
      [2, true, true],
      [1, true, true],
    ],
  )
})

test('a line left out of the ledger, or an account written anew, is seen', async () => {
  const copy = await shop.copyOfLog()
  const ledger = await readFile(ledgerPath(copy), 'utf8')
  const lines = ledger.split('\n')
  await writeFile(ledgerPath(copy), [lines[0], ...lines.slice(2)].join('\n'))
  assert.equal((await checkedRuns(copy, 30))[0]?.addsUp, false)

  const other = join(copy, '../other')
  await cp(copy, other, { recursive: true })
  await writeFile(ledgerPath(other), ledger)
  const account = await readFile(runPath(other, 2), 'utf8')
  await writeFile(runPath(other, 2), account.replace('"overdue":0', '"overdue":1'))
  assert.equal((await checkedRuns(other, 30))[0]?.entry, null)
})
