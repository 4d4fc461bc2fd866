import { createHash } from 'node:crypto'
import { join } from 'node:path'
import sharp from 'sharp'
import { comicPageMarkup } from './covers/comic-page.ts'
import { coverMarkup } from './covers/draw-cover.ts'
import { kept, nameOf } from './kept.ts'
import type { TownCategory, TownWork } from './town-types.ts'

export interface Cover {
  png: Buffer
  /** A small one for the inside of the demo files. */
  jpeg: Buffer
  width: number
  height: number
}

const insideWidth = 600
const insideQuality = 78

/** A work's cover, drawn once and then read from the folder as long as the drawing is the same. */
export async function coverOf(work: TownWork, creator: string, folder: string): Promise<Cover> {
  const { title, category, key } = work
  const png = await drawn(coverMarkup({ title, creator, category, seed: key }), folder)
  const made = nameOf(JSON.stringify(sharp.versions), `${insideWidth} ${insideQuality}`, png)
  const jpeg = await kept(join(folder, `${made}.jpeg`), () =>
    sharp(png).resize({ width: insideWidth }).jpeg({ quality: insideQuality }).toBuffer(),
  )
  const { width, height } = await sharp(jpeg).metadata()
  return { png, jpeg, width, height }
}

const withSamples: readonly TownCategory[] = ['photo', 'illustration', 'comic']
const samples = 3

/** Pictures out of a work that is looked at; none for other works. */
export async function samplesOf(work: TownWork, folder: string): Promise<Buffer[]> {
  if (!withSamples.includes(work.category)) return []
  const { title, key } = work
  const markups = Array.from({ length: samples }, (_, index) => {
    const seed = `${key} sample ${index}`
    if (work.category === 'comic') return comicPageMarkup({ seed })
    return coverMarkup({ title, creator: '', category: 'photo', seed })
  })
  return Promise.all([...new Set(markups)].map((markup) => drawn(markup, folder)))
}

function drawn(markup: string, folder: string): Promise<Buffer> {
  const name = createHash('sha256').update(markup).digest('hex')
  return kept(join(folder, `${name}.png`), () =>
    sharp(Buffer.from(markup)).png({ compressionLevel: 3 }).toBuffer(),
  )
}
