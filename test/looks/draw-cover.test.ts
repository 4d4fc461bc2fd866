import assert from 'node:assert/strict'
import sharp from 'sharp'
import { test } from 'vitest'
import { coverMarkup, drawCover } from '#db/seeds/covers/draw-cover.ts'

const wish = { title: '雪の夜の図書館', creator: '蓮', category: 'comic', seed: 'a' } as const

test('the same seed draws the same cover', async () => {
  assert.equal(coverMarkup(wish), coverMarkup(wish))
  assert.deepEqual(await drawCover(wish), await drawCover(wish))
  assert.notEqual(coverMarkup(wish), coverMarkup({ ...wish, seed: 'b' }))
})

test('a title that cannot be lettered still gets a picture', async () => {
  const { width, height, format } = await sharp(
    await drawCover({ ...wish, title: 'Ω鸞' }),
  ).metadata()
  assert.deepEqual({ width, height, format }, { width: 960, height: 1280, format: 'png' })
})

test('markup holds no broken number', () => {
  for (const category of ['ebook', 'photo', 'audio', 'software', 'other', 'course'] as const) {
    assert.doesNotMatch(coverMarkup({ ...wish, category, title: 'x' }), /NaN|undefined/)
  }
})
