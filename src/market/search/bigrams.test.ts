import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { foldText, tokensOf } from '#market/search/bigrams.ts'
import { searchDocument } from '#market/search/document.ts'
import { searchTerms, slipsOf } from '#market/search/terms.ts'

const tokens = (text: string, singles = false) => tokensOf(text, { singles }).sort()

test('Japanese is found by every two neighbouring letters, other writing by words', () => {
  assert.deepEqual(tokens('黒猫の Piano 12'), ['12', 'piano', '猫の', '黒猫'].sort())
})

test('a run that changes its writing is cut there', () => {
  assert.deepEqual(tokens('DVDの音'), ['dvd', 'の音'])
})

test('single letters are kept where asked, so that one letter finds the word', () => {
  assert.deepEqual(tokens('黒猫', true), ['猫', '黒', '黒猫'])
})

test('ネコ, ﾈｺ and ねこ are one word, and so are Ａ and a', () => {
  assert.equal(foldText('ネコＡ'), foldText('ﾈｺa'))
  assert.equal(foldText('ネコ'), 'ねこ')
})

test('a search asks for all of its pairs, and lets a Latin word go on', () => {
  assert.equal(searchTerms('黒猫の pia')?.query, "'黒猫' & '猫の' & 'pia':*")
  assert.equal(searchTerms('猫', 'comic')?.query, "'=comic' & '猫'")
})

test('a slip of the fingers is looked for beside the word as typed', () => {
  assert.deepEqual(
    slipsOf('pinao').filter((word) => word === 'piano'),
    ['piano'],
  )
  assert.ok(slipsOf('piaano').includes('piano'))
  assert.match(searchTerms('黒い pinao')!.near!, /^'黒い' & \('pinao' \|.*'piano'.*\)$/)
  assert.equal(searchTerms('黒猫')!.near, undefined)
})

test('a search without a letter asks nothing', () => {
  for (const typed of ['', '   ', '!?・…', '🎹']) assert.equal(searchTerms(typed), undefined)
})

test('every run of a title is found by the terms made of it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (title) => {
      const terms = searchTerms(title)
      if (!terms) return
      const work = { title, seller: '', tags: [], description: '', category: 'other' }
      const kept = new Set(searchDocument(work).tokens.split(' '))
      for (const token of terms.query.split(' & ')) {
        assert.ok(kept.has(token.replace(/:\*$/, '')), token)
      }
    }),
  )
})
