import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, test } from 'vitest'
import { making, pictureEncoder } from '#adapters/pictures/encoder.ts'
import { keptEncoder } from '#db/seeds/kept.ts'
import type { PictureEncoder } from '#market/media/port.ts'

let folder: string
let asked: number
let counted: PictureEncoder
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dozo-kept-'))
  asked = 0
  const encoder = pictureEncoder()
  counted = {
    encode(original) {
      asked += 1
      return encoder.encode(original)
    },
  }
})
afterEach(() => rmSync(folder, { recursive: true }))

const drawing = (background: string) =>
  sharp({ create: { width: 700, height: 500, channels: 3, background } })
    .png()
    .toBuffer()

test('a picture of the demo town is made once and then as the encoder made it', async () => {
  const [blue, red] = [await drawing('#264'), await drawing('#a42')]
  const encoder = keptEncoder(counted, { folder, making: await making() })
  const first = await encoder.encode(blue)
  assert.deepEqual(await encoder.encode(blue), first)
  assert.deepEqual(first, await pictureEncoder().encode(blue))
  assert.equal(asked, 1)
  assert.notDeepEqual(await encoder.encode(red), first)
  assert.equal(asked, 2)
})

test('when anything about the making changes, kept pictures are made anew', async () => {
  const blue = await drawing('#264')
  const told = await making()
  for (const part of ['"vips"', '"webp":80', '"jpeg":82', '1280', '#ffffff']) {
    assert.ok(told.includes(part), `${part} decides, and ${told} does not say it`)
  }
  await keptEncoder(counted, { folder, making: told }).encode(blue)
  await keptEncoder(counted, { folder, making: `${told} changed` }).encode(blue)
  assert.equal(asked, 2)
})
