import assert from 'node:assert/strict'
import { test } from 'vitest'
import { seededRandom } from '#lib/random.ts'
import { hashOfTicket, isSameHash, newTicket } from '#market/orders/ticket.ts'

const random = seededRandom('tickets')

test('a ticket is known by its hash', () => {
  const { ticket, hash } = newTicket(random)
  assert.ok(isSameHash(hashOfTicket(ticket)!, hash))
  assert.ok(!isSameHash(hashOfTicket(newTicket(random).ticket)!, hash))
})

test('a text that is no ticket has no hash', () => {
  for (const text of ['', 'x', '%', 'A'.repeat(42), 'A'.repeat(1000)]) {
    assert.equal(hashOfTicket(text), undefined)
  }
})
