import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { comicPageMarkup } from './covers/comic-page.ts'
import { coverMarkup } from './covers/draw-cover.ts'
import type { TownCategory, TownWork } from './town-types.ts'

export interface Cover {
  png: Buffer
  /** A small one for the inside of the demo files. */
  jpeg: Buffer
  width: number
  height: number
}

const insideWidth = 600

/** A work's cover, drawn once and then read from the folder as long as the drawing is the same. */
export async function coverOf(work: TownWork, creator: string, folder: string): Promise<Cover> {
  const { title, category, key } = work
  const png = await drawn(coverMarkup({ title, creator, category, seed: key }), folder)
  const { data, info } = await sharp(png)
    .resize({ width: insideWidth })
    .jpeg({ quality: 78 })
    .toBuffer({ resolveWithObject: true })
  return { png, jpeg: data, width: info.width, height: info.height }
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

async function drawn(markup: string, folder: string): Promise<Buffer> {
  const path = join(folder, `${createHash('sha256').update(markup).digest('hex')}.png`)
  return (await readFile(path).catch(() => undefined)) ?? (await draw(markup, path))
}

async function draw(markup: string, path: string): Promise<Buffer> {
  const png = await sharp(Buffer.from(markup)).png({ compressionLevel: 3 }).toBuffer()
  await mkdir(join(path, '..'), { recursive: true })
  const unfinished = `${path}.${process.pid}`
  await writeFile(unfinished, png)
  await rename(unfinished, path)
  return png
}
