import assert from 'node:assert/strict'
import { test } from 'vitest'
import { fixedClock } from '#lib/clock.ts'
import { isId, seededIds, systemIds, uuidV7Ids } from '#lib/ids.ts'
import { seededRandom } from '#lib/random.ts'

test('ids rise within one millisecond, also when more are made than a counter holds', () => {
  const newId = seededIds('rising')
  let last = ''
  for (let count = 0; count < 10_000; count += 1) {
    const id = newId()
    assert.ok(isId(id), id)
    assert.ok(id > last)
    last = id
  }
})

test('ids keep rising when the clock is set back', () => {
  const clock = fixedClock()
  const newId = uuidV7Ids(clock, seededRandom(1))
  const first = newId()
  clock.advance(-60_000)
  assert.ok(newId() > first)
})

test('an id begins with its moment and names version 7', () => {
  const id = seededIds(1, fixedClock('2026-04-01T00:00:00Z'))()
  const millis = Number.parseInt(id.replace('-', '').slice(0, 12), 16)
  assert.equal(new Date(millis).toISOString(), '2026-04-01T00:00:00.000Z')
  assert.match(id, /^.{14}7.{4}[89ab]/)
})

test('the same seed gives the same ids, the machine never twice the same', () => {
  assert.equal(seededIds('town')(), seededIds('town')())
  assert.notEqual(seededIds('town')(), seededIds('village')())
  assert.notEqual(systemIds(), systemIds())
})
