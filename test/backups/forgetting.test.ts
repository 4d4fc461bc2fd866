import assert from 'node:assert/strict'
import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, test, vi } from 'vitest'
import { isRefusal } from '#lib/refusal.ts'
import { guestOrder, inTime, paid, passkeyFor, signIn } from '#test/vault/people.ts'
import { ledgerPath } from '#trust/forgetting/ledger-file.ts'
import { forgetAgain } from '#trust/forgetting/replay.ts'
import { KeyKeeper, usualRules } from '#trust/keys/keeper.ts'
import { openShop, type Shop } from './ground.ts'
import { wholeLedger } from './whole-ledger.ts'

/** A restore makes and migrates two databases; a busy machine takes its time. */
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

const dayMillis = 86_400_000

async function eraseMember(session: Buffer) {
  const { plan } = await shop.ask.accounts.erasurePlan({ session }, inTime)
  await shop.ask.accounts.erase({ session, plan }, inTime)
}

test('what was erased after the backup is not there after the restore, nor its sign-in', async () => {
  const gone = await signIn(shop, 'gone@people.example')
  const device = await passkeyFor(shop, gone.session)
  const stays = await signIn(shop, 'stays@people.example')
  const bought = await guestOrder(shop, 'guest@people.example', '森 愛子')
  await paid(shop, bought)
  const backup = await shop.backup()
  await shop.begin()
  await eraseMember(gone.session)
  const records = await shop.look('select id from records where subject_id = $1', [gone.member])
  assert.deepEqual(records, [])

  const restored = await shop.restore(backup, { newestLog: await shop.copyOfLog() })
  const recordsOf = (member: string) =>
    restored.look('vault', 'select id from records where subject_id = $1', [member])
  assert.equal((await recordsOf(gone.member)).length, 2)
  const town = await restored.open()
  assert.deepEqual(await recordsOf(gone.member), [])
  assert.equal((await recordsOf(stays.member)).length, 1)
  const challenge = await town.ask.accounts.signInChallenge(undefined, inTime)
  const assertion = device.answer(challenge)
  await assert.rejects(
    async () => town.ask.accounts.signInByPasskey({ assertion, browser: 'chrome-linux' }, inTime),
    (error) => isRefusal(error, 'passkey-needed'),
  )
  const again = await signIn(town, 'gone@people.example')
  assert.notEqual(again.member, gone.member)
  const told = await restored.look(
    'vault',
    `select kind from log_entries where purpose = 'forgotten-again' order by kind`,
  )
  assert.deepEqual(
    told.map(({ kind }) => kind),
    ['contact', 'passkey', 'person'],
  )
})

test('a person erased after the backup keeps the dates of that day', async () => {
  const { session, member } = await signIn(shop, 'pinned@people.example')
  const order = crypto.randomUUID()
  const want = { order, session, address: null, receiptName: '森 蓮', locale: 'ja' } as const
  await shop.ask.accounts.bindOrder(want, inTime)
  await paid(shop, order)
  const backup = await shop.backup()
  await shop.begin()
  await eraseMember(session)
  const pinned = `select kind, keep_until, need from records where subject_id = $1`
  const before = await shop.look(pinned, [member])
  assert.deepEqual(
    before.map(({ kind, need }) => [kind, need]),
    [['receipt-name', 'tax-document']],
  )
  const restored = await shop.restore(backup, { newestLog: await shop.copyOfLog() })
  shop.clock.advance(dayMillis)
  await restored.open()
  assert.deepEqual(await restored.look('vault', pinned, [member]), before)
})

test('without the ledger of what was destroyed a restored vault does not open', async () => {
  const gone = await signIn(shop, 'ledger@people.example')
  const backup = await shop.backup()
  await shop.begin()
  await eraseMember(gone.session)
  const newestLog = await shop.copyOfLog()
  const restored = await shop.restore(backup, { newestLog })
  const logFolder = join(newestLog, '../without-ledger')
  await cp(newestLog, logFolder, { recursive: true })
  await rm(ledgerPath(logFolder))
  await assert.rejects(restored.open({ logFolder }), /not the one that the log tells of/)
  await assert.rejects(
    shop.restore(backup, { newestLog: logFolder }),
    /not the one that the log tells of/,
  )
})

test('without any newer log it opens only because somebody said so', async () => {
  const backup = await shop.backup()
  await assert.rejects(shop.restore(backup), /say --unproven/)
  const restored = await shop.restore(backup, { unproven: true })
  const town = await restored.open()
  await signIn(town, 'anybody@people.example')
})

test('a database put back by hand is destroyed again by the ledger that lies there', async () => {
  const { core } = shop.vault
  const ledger = await wholeLedger(shop.options.logFolder)
  assert.ok(ledger.length > 4)
  assert.deepEqual(await forgetAgain(core, shop.options.logFolder), { records: 0, people: 0 })
  const [{ number } = { number: 0 }] = await shop.look<{ number: number }>(
    'select max(number)::int as number from shreds',
  )
  assert.equal(ledger.at(-1)?.n, number)
})

test('with every key of today, a version that was destroyed opens nothing of yesterday', async () => {
  const { member } = await signIn(shop, 'yesterday@people.example')
  const backup = await shop.backup()
  await shop.begin()
  const keeper = new KeyKeeper(shop.vault.core, usualRules)
  await keeper.handlers().turnRing({ after: 1, stolen: false }, inTime)
  await keeper.round()
  shop.clock.advance(36 * dayMillis)
  await shop.look(`update backups set keep_until = $1`, [new Date(+shop.clock() + dayMillis)])
  await keeper.round()
  assert.ok(shop.vault.core.ring.key('record', 1))
  await shop.look('update backups set pruned_at = now()')
  await keeper.round()
  assert.equal(shop.vault.core.ring.key('record', 1), undefined)
  const restored = await shop.restore(backup, { newestLog: await shop.copyOfLog() })
  const [record] = await restored.look('vault', 'select ring from records where subject_id = $1', [
    member,
  ])
  assert.equal(record.ring, 1)
  const town = await restored.open()
  const { session } = await signIn(town, 'yesterday@people.example')
  const open = async () => town.ask.accounts.myContact({ session }, inTime)
  await assert.rejects(open, /BrokenSeal|seal/i)
  await shop.reopen()
  await shop.begin()
  const today = await signIn(shop, 'yesterday@people.example')
  const { address } = await shop.ask.accounts.myContact(today, inTime)
  assert.equal(address, 'yesterday@people.example')
})
