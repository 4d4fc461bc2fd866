import assert from 'node:assert/strict'
import { beforeAll, test } from 'vitest'
import { type Town, theTown } from '#test/cast/town.ts'
import { wordsOf } from '#test/cast/visitor.ts'
import {
  filesOf,
  keepAllLog,
  type Place,
  rowsOutsideTheVault,
  writeAheadLog,
} from './hiding-places.ts'
import { everybodyGoesRound, type Round } from './marked-people.ts'
import { type Marks, newMarks, type Trace, tracesIn, tracesOf } from './marks.ts'
import { personalFields } from './watched.ts'

let town: Town
let marks: Marks
let round: Round
let traces: Trace[]

beforeAll(async () => {
  town = await theTown()
  await keepAllLog(town)
  marks = newMarks()
  round = await everybodyGoesRound(town, marks)
  const tokens = Object.values(marks.tokens).flatMap(tracesOf)
  const whence = round.addresses.map((each) => ({ how: 'address', bytes: Buffer.from(each) }))
  traces = [...tokens, ...whence]
}, 300_000)

test('every field that a site declares as personal was filled by somebody with a mark', () => {
  const unfilled = personalFields.filter((each) => !round.filled.has(each))
  assert.deepEqual(unfilled, [])
  assert.ok(personalFields.length >= 20, personalFields.join('\n'))
})

test('those whose data it is find every mark again, so it was really kept', async () => {
  for (const [name, page] of Object.entries(round.ownPages)) {
    const found = tracesIn(page.body, tracesOf(marks.tokens.japanese))
    assert.notDeepEqual(found, [], `${name}: ${page.status} ${page.url} ${wordsOf(page)}`)
  }
  const letters = await town.allLettersTo(marks.mailbox('guest'))
  assert.ok(letters.length >= 2)
})

async function found(
  places: AsyncIterable<Place> | Iterable<Place>,
  of: readonly Trace[] = traces,
): Promise<string[]> {
  const all: string[] = []
  let looked = 0
  for await (const { where, bytes } of places) {
    looked += 1
    all.push(...tracesIn(bytes, of).map((each) => `${where}: ${each}`))
  }
  assert.ok(looked > 0, 'nothing was looked through')
  return all
}

test('no table outside the vault holds anything about a person, job payloads included', async () => {
  assert.deepEqual(await found(rowsOutsideTheVault(town)), [])
}, 60_000)

test('no file holds anything about a person: no log, no output, no tile, no stored work', async () => {
  assert.deepEqual(await found(filesOf(town)), [])
}, 120_000)

test('the write-ahead log of both databases holds nothing that can be read', async () => {
  assert.deepEqual(await found(writeAheadLog(town)), [])
}, 120_000)

test('a public word of the same people is seen in all three, so the search does look', async () => {
  const shown = tracesOf(round.shopName)
  for (const places of [rowsOutsideTheVault(town), writeAheadLog(town)]) {
    assert.notDeepEqual(await found(places, shown), [])
  }
  assert.notDeepEqual(await found(filesOf(town), tracesOf('payments')), [])
}, 120_000)
