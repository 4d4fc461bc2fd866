import assert from 'node:assert/strict'
import { test } from 'vitest'
import { messages } from './messages.ts'

const ja = flatten(messages('ja'))
const en = flatten(messages('en'))

test('every phrase is said in both languages', () => {
  assert.deepEqual([...ja.keys()], [...en.keys()])
  for (const [key, phrase] of [...ja, ...en]) {
    assert.ok(typeof phrase === 'function' || (typeof phrase === 'string' && phrase), key)
  }
})

test('a phrase with values in it takes the same number of them in both languages', () => {
  for (const [key, phrase] of ja) {
    const other = en.get(key)
    assert.equal(typeof phrase, typeof other, key)
    if (typeof phrase === 'function') assert.equal(phrase.length, (other as Said).length, key)
  }
})

test('Japanese uses full-width brackets beside Japanese words', () => {
  for (const [key, phrase] of ja) {
    if (typeof phrase !== 'string') continue
    assert.doesNotMatch(phrase, /[ぁ-んァ-ヶ一-龠]\(|\)[ぁ-んァ-ヶ一-龠]/, key)
  }
})

test('one work and two works', () => {
  assert.equal(messages('en').shop.found(1), '1 work')
  assert.equal(messages('en').shop.found(2048), '2,048 works')
  assert.equal(messages('ja').shop.found(2048), '2,048件')
})

type Said = (...values: never[]) => string

function flatten(spoken: object): Map<string, string | Said> {
  return new Map(
    Object.entries(spoken).flatMap(([area, phrases]) =>
      Object.entries(phrases as object).map(([key, said]) => [`${area}.${key}`, said] as const),
    ),
  )
}
