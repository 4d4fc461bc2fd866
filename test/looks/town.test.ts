import assert from 'node:assert/strict'
import { test } from 'vitest'
import { canWrite } from '#db/seeds/covers/lettering.ts'
import { townCommissionRules, townSellers, townWorks } from '#db/seeds/town.ts'

test('every shelf of the demo town has several works, in Japanese and in English', () => {
  const shelves = Object.groupBy(townWorks, (work) => work.category)
  assert.equal(Object.keys(shelves).length, 10)
  for (const [shelf, works] of Object.entries(shelves)) assert.ok(works.length >= 6, shelf)
  for (const language of ['ja', 'en', 'none'] as const) {
    assert.ok(townWorks.filter((work) => work.language === language).length >= 8, language)
  }
})

test('works belong to sellers who exist, and are named once', () => {
  const handles = new Set(townSellers.map((seller) => seller.handle))
  assert.equal(new Set(townWorks.map((work) => work.key)).size, townWorks.length)
  for (const work of townWorks) assert.ok(handles.has(work.seller), work.key)
})

test('the demo town keeps the limits of the catalogue', () => {
  for (const work of townWorks) {
    assert.ok(work.title.length <= 200 && work.description.length <= 20_000, work.key)
    assert.ok(work.tags.length <= 10 && work.files.length > 0, work.key)
    assert.ok(Number.isInteger(work.price) && work.price >= 0, work.key)
    assert.doesNotMatch(work.description, /@/, work.key)
  }
  for (const { handle, introduction } of townSellers) {
    assert.match(handle, /^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$/)
    assert.doesNotMatch(introduction, /@/, handle)
  }
})

test('the last commission rule fits everything', () => {
  const last = townCommissionRules.at(-1)
  assert.deepEqual(last, { rate: 1000 })
})

test('every title can be lettered on its cover without a font', () => {
  for (const work of townWorks) assert.ok(canWrite(work.title), work.title)
  for (const seller of townSellers) assert.ok(canWrite(seller.name), seller.name)
})
