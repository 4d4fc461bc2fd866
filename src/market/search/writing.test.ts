import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { searchDocument } from '#market/search/document.ts'
import { slipsOf, withoutOneLetter } from '#market/search/slips.ts'
import { searchTerms } from '#market/search/terms.ts'
import { foldText, namedTokensOf, tokensOf } from '#market/search/writing.ts'

const tokens = (text: string) => [...tokensOf(text)].sort()

test('Japanese is found by two and three neighbouring letters, other writing by words', () => {
  assert.deepEqual(tokens('黒猫の Piano 12'), ['12', 'piano', '猫の', '黒猫', '黒猫の'].sort())
})

test('a run that changes its writing is cut there', () => {
  assert.deepEqual(tokens('DVDの音'), ['dvd', 'の音'])
})

test('a name is found by its letters and by the beginnings of its words', () => {
  assert.deepEqual([...namedTokensOf('黒猫 Sea')].sort(), ['s', 'se', 'sea', '猫', '黒', '黒猫'])
})

test('ネコ, ﾈｺ and ねこ are one word, and so are Ａ and a', () => {
  assert.equal(foldText('ネコＡ'), foldText('ﾈｺa'))
  assert.equal(foldText('ネコ'), 'ねこ')
})

test('a search asks the names first, then everything, and lets a Latin word go on', () => {
  assert.deepEqual(searchTerms('黒猫の pia')?.tiers, ["'^黒猫の' & '^pia'", "'黒猫の' & 'pia':*"])
  assert.deepEqual(searchTerms('猫', 'comic')?.tiers, ["'=comic' & '^猫'"])
  assert.deepEqual(searchTerms('a')?.tiers, ["'^a'", "('a' | '^a')"])
})

test('a slip of the fingers is looked for beside the word as typed', () => {
  assert.ok(slipsOf('pinao').includes('piano'))
  assert.ok(slipsOf('piaano').includes('piano'))
  assert.match(searchTerms('黒い pinao')!.near!, /^'\^黒い' & \('\^pinao' \|.*'\^piano'.*\)$/)
  assert.equal(searchTerms('黒猫')!.near, undefined)
})

test('with one letter wrong, the pairs without it are still right', () => {
  assert.deepEqual(withoutOneLetter('あいう'), [['いう'], [], ['あい']])
})

test('what is like a search is half of a phrase, or words like its own', () => {
  assert.equal(searchTerms('黒い猫')!.alike(new Map()), undefined)
  assert.equal(searchTerms('黒い猫よ')!.alike(new Map()), "(('^黒い' & '^い猫') | ('^猫よ'))")
  const like = new Map([['moutain', ['mountain', 'fountain']]])
  assert.equal(searchTerms('moutain')!.alike(like), "('^mountain' | '^fountain')")
})

test('a search without a letter asks nothing', () => {
  for (const typed of ['', '   ', '!?・…', '🎹']) assert.equal(searchTerms(typed), undefined)
})

test('every title is found by itself, in its names and anywhere', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (title) => {
      const terms = searchTerms(title)
      if (!terms) return
      const work = { title, seller: '', tags: [], description: '', category: 'other' }
      const kept = new Set(searchDocument(work).split(' '))
      for (const part of terms.tiers.flatMap((tier) => tier.split(' & '))) {
        const either = part.replace(/^\((.*)\)$/, '$1').split(' | ')
        assert.ok(
          either.some((token) => kept.has(token.replace(/:\*$/, ''))),
          part,
        )
      }
    }),
  )
})
