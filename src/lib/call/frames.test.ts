import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { BrokenFrame, encodeFrame, FrameReader } from '#lib/call/frames.ts'

test('frames come out as they went in, however the stream is cut', () => {
  const texts = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }))
  const cuts = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 })
  fc.assert(
    fc.property(texts, cuts, (sent, sizes) => {
      const stream = Buffer.concat(sent.map((text) => encodeFrame(text, 10_000)!))
      const reader = new FrameReader(10_000)
      const received: string[] = []
      let cut = 0
      for (let from = 0; from < stream.length; cut += 1) {
        const to = from + sizes[cut % sizes.length]!
        reader.push(stream.subarray(from, to))
        from = to
        for (let text = reader.next(); text !== undefined; text = reader.next()) received.push(text)
      }
      assert.deepEqual(received, sent)
      assert.ok(!reader.hasRest)
    }),
  )
})

test('a frame larger than agreed is refused by its size alone, before it is here', () => {
  const reader = new FrameReader(100)
  reader.push(Buffer.from([0, 0, 0, 101]))
  assert.throws(() => reader.next(), BrokenFrame)
  assert.equal(encodeFrame('x'.repeat(101), 100), undefined)
})

test('empty frames and broken UTF-8 are refused', () => {
  const empty = new FrameReader(100)
  empty.push(Buffer.from([0, 0, 0, 0]))
  assert.throws(() => empty.next(), BrokenFrame)
  const broken = new FrameReader(100)
  broken.push(Buffer.from([0, 0, 0, 1, 0xff]))
  assert.throws(() => broken.next(), BrokenFrame)
})
