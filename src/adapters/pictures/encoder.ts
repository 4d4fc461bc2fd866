import { fileTypeFromBuffer } from 'file-type'
import { Refusal } from '#lib/refusal.ts'
import { pictureLimits, pictureWidths, widthsFor } from '#market/media/picture-sizes.ts'
import type { PictureEncoder, Rendition } from '#market/media/port.ts'
import { decodeHeic, type Pixels } from './heic.ts'

const largestWidth = Math.max(...pictureWidths)
const readable = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif'])
const quality = { webp: 80, jpeg: 82 } as const
const background = '#ffffff'
const heic = new Set(['image/heic', 'image/heif', 'image/heic-sequence'])

/**
 * Makes the pictures of pages from pixels alone: whatever a camera wrote beside them (place,
 * time, serial number) does not survive, because only pixels are carried over.
 */
export function pictureEncoder(): PictureEncoder {
  return {
    async encode(original) {
      if (original.byteLength > pictureLimits.bytes) throw new Refusal('too-large')
      const kind = (await fileTypeFromBuffer(original))?.mime ?? ''
      if (!readable.has(kind) && !heic.has(kind)) throw new Refusal('wrong-kind')
      try {
        const pixels = heic.has(kind) ? await decodeHeic(original) : await decode(original)
        return await renditionsOf(pixels)
      } catch (cause) {
        if (cause instanceof Refusal) throw cause
        throw new Refusal('bad-input', 'The picture cannot be read.')
      }
    },
  }
}

/** All that decides over the pages' pictures beside the original, as text. */
export async function making(): Promise<string> {
  const { versions } = await sharp()
  return JSON.stringify({ versions, pictureWidths, quality, background })
}

// Loaded at the first picture: the library's memory is not paid by an idle worker.
const sharp = async () => (await import('sharp')).default

async function decode(original: Uint8Array): Promise<Pixels> {
  const open = (await sharp())(original, {
    failOn: 'error',
    limitInputPixels: pictureLimits.pixels,
  })
  const { data, info } = await open
    .rotate()
    .resize({ width: largestWidth, withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

async function renditionsOf({ data, width, height }: Pixels): Promise<Rendition[]> {
  const made: Rendition[] = []
  for (const target of widthsFor(width)) {
    const resized = (await sharp())(data, { raw: { width, height, channels: 4 } })
      .resize({ width: target })
      .flatten({ background })
    for (const format of ['webp', 'jpeg'] as const) {
      const encoded = resized.clone()[format]({ quality: quality[format] })
      const { data: content, info } = await encoded.toBuffer({ resolveWithObject: true })
      made.push({ format, width: info.width, height: info.height, content })
    }
  }
  return made
}
