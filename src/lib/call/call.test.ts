import assert from 'node:assert/strict'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'vitest'
import { CallFault } from '#lib/call/call.ts'
import { connect } from '#lib/call/connect.ts'
import { amount, calls, practice, refusal } from '#lib/call/practice.ts'
import { isRefusal } from '#lib/refusal.ts'

test('an answer comes back parsed, and the folder is for its user only', async () => {
  await using room = await practice()
  await room.serve()
  assert.deepEqual(await room.client().double(amount(2n ** 60n)), { amount: 2n ** 61n })
  assert.equal((await stat(join(room.folder, 'run'))).mode & 0o777, 0o700)
})

test('many calls are under way on one connection, and a slow one holds up none', async () => {
  await using room = await practice()
  await room.serve({ maxConnections: 1 })
  const asking = room.client()
  const slow = asking.wait(1_200)
  const answers = await Promise.all(
    Array.from({ length: 500 }, (_, n) => asking.double(amount(BigInt(n)))),
  )
  assert.deepEqual(answers[499], amount(998n))
  let isSlowDone = false
  slow.then(() => {
    isSlowDone = true
  })
  await asking.double(amount(1n))
  assert.ok(!isSlowDone)
  await slow
})

test('a refusal crosses with its code, message and field', async () => {
  await using room = await practice()
  await room.serve()
  await assert.rejects(room.client().refuse(), (thrown: unknown) => {
    assert.ok(isRefusal(thrown, 'sold-out'))
    assert.equal(thrown.message, 'Someone else bought the last one.')
    assert.deepEqual(thrown.details, { field: 'work' })
    return true
  })
})

test('a failure crosses as a reference only, and the server learns the cause', async () => {
  await using room = await practice()
  await room.serve()
  await assert.rejects(room.client().break('aiko'), (thrown: unknown) => {
    assert.ok(thrown instanceof CallFault)
    assert.ok(!JSON.stringify([thrown.message, thrown.stack]).includes('aiko'))
    assert.equal(thrown.reference, room.faults[0]?.reference)
    assert.equal(String(room.faults[0]?.error), 'Error: secret aiko')
    return true
  })
})

test('an input that the server does not know is refused by its field', async () => {
  await using room = await practice()
  await room.serve()
  await assert.rejects(room.client().double({ amount: 'x' as never }), (thrown: unknown) => {
    assert.ok(isRefusal(thrown, 'bad-input'))
    return thrown.details.field === 'amount'
  })
})

test('an answer in another shape is a fault, not a "no"', async () => {
  await using room = await practice()
  await room.serve()
  await assert.rejects(room.client().lie(), CallFault)
})

test('a call that the server does not list is refused', async () => {
  await using room = await practice()
  await room.serve()
  const more = { ...calls, toString: calls.hurry, pay: calls.hurry }
  const asking = connect(more, { path: room.path })
  room.onEnd(() => asking.close())
  await assert.rejects(asking.pay(), refusal('not-allowed'))
  await assert.rejects(asking.toString(), refusal('not-allowed'))
})
