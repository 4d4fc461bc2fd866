import assert from 'node:assert/strict'
import { test } from 'vitest'
import { minorUnits } from '#lib/money.ts'
import { allowedActs, type OrderState, orderState, type StandingFacts } from './states.ts'

const zero = minorUnits(0)
const held: StandingFacts = {
  total: minorUnits(1200),
  intentState: null,
  releasedAt: null,
  refunded: zero,
  refundPending: zero,
  latePending: zero,
}
const paid: StandingFacts = { ...held, intentState: 'paid' }
const released: StandingFacts = { ...held, releasedAt: new Date('2026-04-01T00:00:00Z') }

test('an order goes from held to paid by way of an open intent, and a failed one may be paid yet', () => {
  const states: [StandingFacts, OrderState][] = [
    [held, 'held'],
    [{ ...held, intentState: 'created' }, 'awaiting-payment'],
    [{ ...held, intentState: 'handed-off' }, 'awaiting-payment'],
    [{ ...held, intentState: 'failed' }, 'failed'],
    [{ ...held, intentState: 'expired' }, 'failed'],
    [paid, 'paid'],
  ]
  for (const [facts, state] of states) assert.equal(orderState(facts), state)
  for (const [facts] of states.slice(0, -1)) assert.deepEqual(allowedActs(facts), ['pay'])
})

test('money given back shows as soon as it is confirmed, and not before', () => {
  assert.equal(orderState({ ...paid, refundPending: minorUnits(1200) }), 'paid')
  assert.equal(orderState({ ...paid, refunded: minorUnits(1) }), 'partly-refunded')
  assert.equal(orderState({ ...paid, refunded: minorUnits(1200) }), 'refunded')
})

test('a refund can be asked for only while something is left', () => {
  assert.deepEqual(allowedActs(paid), ['download', 'ask-refund'])
  assert.deepEqual(allowedActs({ ...paid, refundPending: minorUnits(1200) }), ['download'])
  const half = { ...paid, refunded: minorUnits(600) }
  assert.deepEqual(allowedActs(half), ['download', 'ask-refund'])
  assert.deepEqual(allowedActs({ ...half, refundPending: minorUnits(600) }), ['download'])
  assert.deepEqual(allowedActs({ ...paid, refunded: minorUnits(1200) }), [])
})

test('a work that costs nothing can be had, and there is nothing to give back', () => {
  const free = { ...paid, total: zero }
  assert.equal(orderState(free), 'paid')
  assert.deepEqual(allowedActs(free), ['download'])
})

test('an order given up can only be ordered again, also while late money goes back', () => {
  assert.equal(orderState(released), 'released')
  assert.equal(orderState({ ...released, intentState: 'expired' }), 'released')
  const late = { ...released, latePending: minorUnits(1200) }
  assert.equal(orderState(late), 'late-refunding')
  assert.deepEqual(allowedActs(late), ['order-again'])
})

test('late money beside a paid order does not make the order less paid', () => {
  assert.equal(orderState({ ...paid, latePending: minorUnits(1200) }), 'paid')
})
