import assert from 'node:assert/strict'
import { test } from 'vitest'
import { type CommissionRule, commissionFor } from './commission.ts'

const now = new Date('2026-04-01T00:00:00Z')
const rule = (over: Partial<CommissionRule>): CommissionRule => ({
  position: 1,
  category: null,
  sellerId: null,
  rate: 1000,
  validFrom: new Date('2026-01-01T00:00:00Z'),
  validUntil: null,
  ...over,
})
const comicOfRen = { category: 'comic', sellerId: 'ren' }

test('the first rule that matches counts, whatever order the rules come in', () => {
  const rules = [
    rule({ position: 3, rate: 1500 }),
    rule({ position: 2, category: 'comic', rate: 800 }),
    rule({ position: 1, sellerId: 'hana', rate: 500 }),
  ]
  assert.equal(commissionFor(rules, comicOfRen, now), 800)
  assert.equal(commissionFor(rules, { category: 'comic', sellerId: 'hana' }, now), 500)
  assert.equal(commissionFor(rules, { category: 'photo', sellerId: 'ren' }, now), 1500)
})

test('a rule counts from its first moment and not at its last', () => {
  const rules = [
    rule({ position: 1, rate: 0, validFrom: now, validUntil: new Date('2026-05-01T00:00:00Z') }),
    rule({ position: 2, rate: 1000 }),
  ]
  assert.equal(commissionFor(rules, comicOfRen, new Date('2026-03-31T23:59:59.999Z')), 1000)
  assert.equal(commissionFor(rules, comicOfRen, now), 0)
  assert.equal(commissionFor(rules, comicOfRen, new Date('2026-05-01T00:00:00Z')), 1000)
})

test('where no rule matches the market takes nothing', () => {
  assert.equal(commissionFor([], comicOfRen, now), 0)
})
