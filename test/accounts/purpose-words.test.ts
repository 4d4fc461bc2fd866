import assert from 'node:assert/strict'
import { test } from 'vitest'
import { alarmKinds } from '#sites/ui/messages/alarms.ts'
import { principals, purposes, recordKinds } from '#sites/ui/messages/purposes.ts'
import { alarmKinds as alarmed } from '#trust/letters/templates.ts'
import { kinds } from '#trust/vault/kinds.ts'
import { openingNames, openings } from '#trust/vault/purposes.ts'

test('every purpose and every kind of record has its words, and no word is about nothing', () => {
  assert.deepEqual(Object.keys(purposes).toSorted(), openingNames.toSorted())
  assert.deepEqual(Object.keys(recordKinds).toSorted(), Object.keys(kinds).toSorted())
})

test('every process that may open something has a name for people', () => {
  for (const { principal } of Object.values(openings)) {
    assert.ok(Object.hasOwn(principals, principal), principal)
  }
})

test('every alarm has its words on the console, as it has in its letter', () => {
  // What a doubted clock is compared with takes a letter of its own.
  const told = [...alarmed, 'clock-doubted']
  assert.deepEqual(Object.keys(alarmKinds).toSorted(), told.toSorted())
})
