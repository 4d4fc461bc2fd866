import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, test } from 'vitest'
import { isRefusal } from '#lib/refusal.ts'
import { bindOrder, orderOfTicket } from '#trust/bindings/orders.ts'
import { ordersPaid } from '#trust/bindings/paid.ts'
import { LetterDesk } from '#trust/letters/desk.ts'
import { MailboxLimits } from '#trust/letters/mailbox-limits.ts'
import { openTestVault, type TestVault } from './open-vault.ts'
import { inTime } from './people.ts'

let town: TestVault
beforeAll(async () => {
  town = await openTestVault()
})
afterAll(() => town.drop())

const guestOrder = (address: string, order: string = randomUUID()) => ({
  order,
  session: null,
  address,
  receiptName: 'Aiko Mori',
  locale: 'ja' as const,
})
const paid = (order: string) => ({
  order,
  intent: randomUUID(),
  amount: 1200n,
  currency: 'JPY',
  provider: 'sandbox',
  lines: 1,
  paidAt: town.clock().getTime(),
  sellers: [],
})

test('an order is bound once, however often it is asked, and every pass leads to it', async () => {
  const { core } = town.vault
  const want = guestOrder('aiko@mail.example')
  const asked = await Promise.all([1, 2, 3, 4].map(() => bindOrder(core, want)))
  for (const { payTicket } of asked) {
    assert.equal(orderOfTicket(core, { ticket: payTicket }).order, want.order)
  }
  const bindings = await town.look('select * from bindings where order_id = $1', [want.order])
  assert.equal(bindings.length, 1)
  const records = await town.look('select kind from records where subject_id = $1 order by kind', [
    bindings[0]!.subject_id,
  ])
  assert.deepEqual(records, [{ kind: 'contact' }, { kind: 'receipt-name' }])
})

test('a mistyped address can be corrected until the order is paid, and not after', async () => {
  const { core } = town.vault
  const desk = new LetterDesk(core)
  const order = randomUUID()
  await bindOrder(core, guestOrder('aiko@mial.example', order))
  await bindOrder(core, guestOrder('aiko@mail.example', order))
  await ordersPaid(core, new MailboxLimits(core), { orders: [paid(order)] })
  await bindOrder(core, guestOrder('mallory@mail.example', order))
  const letter = await desk.take(0, inTime.gone)
  assert.equal(letter?.to, 'aiko@mail.example')
  assert.equal(await desk.take(0, inTime.gone), null)
})

test('an order told as paid many times makes one fact, one letter and one entry', async () => {
  const { core } = town.vault
  const order = randomUUID()
  await bindOrder(core, guestOrder('aiko@mail.example', order))
  const orders = [paid(order), paid(order)]
  await Promise.all([
    ordersPaid(core, new MailboxLimits(core), { orders }),
    ordersPaid(core, new MailboxLimits(core), { orders }),
  ])
  await ordersPaid(core, new MailboxLimits(core), { orders })
  const count = async (text: string) => (await town.look<{ n: number }>(text, [order]))[0]!.n
  assert.equal(await count('select count(*)::int n from paid_orders where order_id = $1'), 1)
  assert.equal(await count('select count(*)::int n from letters where order_id = $1'), 1)
  const entries = `select count(*)::int n from log_entries where about = $1 and purpose = 'order-paid'`
  assert.equal(await count(entries), 1)
})

test('a pass is good for ten minutes and cannot be made by anybody else', async () => {
  const { core } = town.vault
  const { payTicket } = await bindOrder(core, guestOrder('aiko@mail.example'))
  const forged = Buffer.from(payTicket)
  forged[0]! ^= 1
  assert.throws(
    () => orderOfTicket(core, { ticket: forged }),
    (e) => isRefusal(e, 'ticket-unknown'),
  )
  town.clock.advance(10 * 60_000)
  const old = () => orderOfTicket(core, { ticket: payTicket })
  assert.throws(old, (error) => isRefusal(error, 'ticket-expired'))
})

test('what is no mail address is refused without repeating it', async () => {
  for (const typed of [
    'aiko',
    'aiko@',
    '@mail.example',
    'a b@mail.example',
    'a@b',
    'a@b.c\u202e',
  ]) {
    await assert.rejects(bindOrder(town.vault.core, guestOrder(typed)), (error: Error) => {
      assert.ok(isRefusal(error, 'bad-input'))
      assert.ok(!error.message.includes(typed))
      return true
    })
  }
})
