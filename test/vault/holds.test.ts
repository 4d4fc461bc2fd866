import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, test } from 'vitest'
import { isRefusal, type RefusalCode } from '#lib/refusal.ts'
import { actHash, type HoldReason } from '#trust/identity/acts.ts'
import { forgetOverdue } from '#trust/own-data/retention.ts'
import { openTestVault, type TestVault } from './open-vault.ts'
import { firstOperator, guestOrder, inTime, signIn } from './people.ts'

const refused = (code: RefusalCode) => (error: unknown) => isRefusal(error, code)
const dayMillis = 86_400_000

let town: TestVault
let yuki: Awaited<ReturnType<typeof firstOperator>>
beforeAll(async () => {
  town = await openTestVault()
  yuki = await firstOperator(town, 'yuki@people.example')
})
afterAll(() => town.drop())

interface Wish {
  requestId: string
  about: string
  reason: HoldReason
  until: number
}

const wishFor = (about: string, days = 60): Wish => ({
  requestId: randomUUID(),
  about,
  reason: 'dispute',
  until: town.clock().getTime() + days * dayMillis,
})

/** `signed` is what the passkey is shown; `wish` what the vault is asked. */
async function setHold(wish: Wish, signed = wish) {
  const act = actHash({ kind: 'set-hold', ...signed })
  const { session, device } = yuki
  const challenge = await town.ask.console.operatorActChallenge({ session, act }, inTime)
  const assertion = device.answer(challenge)
  await town.ask.console.setHold({ session, ...wish, assertion }, inTime)
}

async function liftHold(hold: string) {
  const act = actHash({ kind: 'lift-hold', hold })
  const { session, device } = yuki
  const challenge = await town.ask.console.operatorActChallenge({ session, act }, inTime)
  await town.ask.console.liftHold({ session, hold, assertion: device.answer(challenge) }, inTime)
}

const recordsOf = async (order: string) =>
  (
    await town.look(
      `select r.id from bindings b join records r on r.subject_id = b.subject_id
       where b.order_id = $1`,
      [order],
    )
  ).length

test('a held member sees it, and their erasure goes on the day the hold ends, or is lifted', async () => {
  const { session, member } = await signIn(town, 'member@people.example')
  const { code, holds } = await town.ask.accounts.myHolds({ session }, inTime)
  assert.deepEqual(holds, [])
  assert.equal((await town.ask.accounts.myHolds({ session }, inTime)).code, code)
  const wish = wishFor(`${code.slice(0, 4)} ${code.slice(4).toLowerCase()}`)
  await setHold(wish)
  const seen = await town.ask.accounts.myHolds({ session }, inTime)
  const { reason, until } = wish
  assert.deepEqual(seen.holds, [{ reason, setAt: town.clock().getTime(), until }])
  const { plan, steps } = await town.ask.accounts.erasurePlan({ session }, inTime)
  const contact = steps.find(({ what }) => what === 'contact')
  assert.deepEqual([contact?.need, contact?.at], ['legal-hold', until])
  await town.ask.accounts.erase({ session, plan }, inTime)
  const left = () => town.look('select kind from records where subject_id = $1', [member])
  assert.equal((await left()).length, 1)

  const listed = await town.ask.console.holds({ session: yuki.session }, inTime)
  assert.ok(listed.holds.some(({ id }) => id === wish.requestId))
  assert.ok(!JSON.stringify(listed).includes(member))
  await liftHold(wish.requestId)
  assert.equal((await left()).length, 0)
  await assert.rejects(liftHold(wish.requestId), refused('not-found'))
})

test('a hold is exactly what the passkey signed, and the log tells of both', async () => {
  const order = await guestOrder(town, 'signed@people.example')
  const wish = wishFor(order)
  const longer = { ...wish, until: wish.until + dayMillis }
  await assert.rejects(setHold(longer, wish), refused('passkey-needed'))
  await assert.rejects(setHold(wishFor(randomUUID())), refused('not-found'))
  await assert.rejects(setHold(wishFor('ABCD2345')), refused('not-found'))
  await assert.rejects(setHold(wishFor(order, -1)), refused('bad-input'))
  await assert.rejects(setHold(wishFor(order, 2_000)), refused('bad-input'))
  await setHold(wish)
  await liftHold(wish.requestId)
  const told = await town.look<{ purpose: string; leaf: string }>(
    `select purpose, leaf from log_entries where purpose like 'hold-%' order by index desc limit 2`,
  )
  assert.deepEqual(
    told.map(({ purpose }) => purpose),
    ['hold-lifted', 'hold-set'],
  )
  const hash = actHash({ kind: 'set-hold', ...wish }).toString('base64url')
  assert.equal(JSON.parse(told[1]!.leaf).ref, hash)
})

test('what only a lifted hold kept goes within a minute, also when the vault was killed then', async () => {
  const { session, member } = await signIn(town, 'killed@people.example')
  const { code } = await town.ask.accounts.myHolds({ session }, inTime)
  const [wish, other] = [wishFor(code), wishFor(code, 30)]
  await setHold(wish)
  await setHold(other)
  const { plan } = await town.ask.accounts.erasurePlan({ session }, inTime)
  await town.ask.accounts.erase({ session, plan }, inTime)
  const { core } = town.vault
  const left = async () =>
    (await town.look('select id from records where subject_id = $1', [member])).length
  const lifted = async (id: string) => {
    // The lift's own commit, and no more.
    const lift = { id, at: town.clock().toISOString(), by: yuki.operator }
    await core.append({ writes: { liftHolds: [lift] } })
    await forgetOverdue(core)
    return left()
  }
  assert.equal(await lifted(wish.requestId), 1, 'the other hold keeps it')
  assert.equal(await lifted(other.requestId), 0)
})

test('what a hold pins by an order is not forgotten by rule until the hold ends', async () => {
  const order = await guestOrder(town, 'held@people.example', '森 愛子')
  const other = await guestOrder(town, 'free@people.example', '森 蓮')
  await setHold(wishFor(order))
  town.clock.advance(31 * dayMillis)
  await forgetOverdue(town.vault.core)
  assert.deepEqual([await recordsOf(order), await recordsOf(other)], [2, 0])
  town.clock.advance(30 * dayMillis)
  await forgetOverdue(town.vault.core)
  assert.equal(await recordsOf(order), 0)
})
