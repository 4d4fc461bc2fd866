import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { test } from 'vitest'
import { pictureEncoder } from '#adapters/pictures/encoder.ts'

const photos = join(import.meta.dirname, '../../../shared/real/photos')
const encoder = pictureEncoder()
const real = test.skipIf(!existsSync(photos))

real('a photo with a place in it becomes pictures without one', async () => {
  const original = await readFile(join(photos, 'DSCN0010.jpg'))
  assert.ok((await sharp(original).metadata()).exif, 'the photo has camera data to lose')
  for (const { content } of await encoder.encode(original)) {
    const { exif, xmp, iptc } = await sharp(content).metadata()
    assert.deepEqual([exif, xmp, iptc], [undefined, undefined, undefined])
    assert.equal(Buffer.from(content).includes('GPS'), false)
    assert.equal(Buffer.from(content).includes('Exif'), false)
  }
})

real('a phone picture in HEIC becomes pictures every browser shows', async () => {
  const made = await encoder.encode(await readFile(join(photos, 'IMG_5195.HEIC')))
  assert.deepEqual([...new Set(made.map((each) => each.format))].sort(), ['jpeg', 'webp'])
  assert.ok(made.every((each) => each.width <= 1280 && each.height > 0))
})

real('a broken photo is refused, not shown half', async () => {
  const broken = await readFile(join(photos, 'corrupted.jpg'))
  await assert.rejects(encoder.encode(broken), { code: 'bad-input' })
})

test('a picture that is none is refused by its content', async () => {
  const page = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
  await assert.rejects(encoder.encode(page), { code: 'wrong-kind' })
})

test('a picture smaller than the smallest width is not blown up', async () => {
  const small = await sharp({ create: { width: 90, height: 60, channels: 3, background: '#123' } })
    .png()
    .toBuffer()
  const made = await encoder.encode(small)
  assert.deepEqual(
    made.map((each) => each.width),
    [90, 90],
  )
})
