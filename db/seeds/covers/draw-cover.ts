import sharp from 'sharp'
import type { TownCategory } from '../town-types.ts'
import { chanceFrom } from './chance.ts'
import { chooseMotif } from './choose.ts'
import { inks } from './inks.ts'
import { lettered } from './lettered.ts'

export type CoverWish = {
  title: string
  creator: string
  category: TownCategory
  /** Any text; the same seed draws the same cover, to the pixel. */
  seed: string
}

/** Width and height in pixels, by what is usual on that shelf. */
const sizes: Readonly<Record<TownCategory, readonly [number, number]>> = {
  ebook: [960, 1280],
  comic: [960, 1280],
  'sheet-music': [960, 1280],
  photo: [1200, 900],
  illustration: [960, 1200],
  'web-template': [1200, 960],
  course: [960, 1200],
  audio: [1080, 1080],
  software: [1080, 1080],
  other: [960, 1200],
}

/** Draws a work's cover as PNG. Needs no font: letters are outlines kept beside this file. */
export async function drawCover(wish: CoverWish): Promise<Buffer> {
  return sharp(Buffer.from(coverMarkup(wish)))
    .png({ compressionLevel: 8 })
    .toBuffer()
}

/** The same as SVG markup. */
export function coverMarkup({ title, creator, category, seed }: CoverWish): string {
  const [width, height] = sizes[category]
  const chance = chanceFrom(`${seed}|${title}`)
  const motif = chooseMotif(title, category, chance)
  const sheet = { width, height, chance, inks: inks[chance.pick(motif.inks)] }
  const art = motif.scene(sheet)
  const words = category === 'photo' ? '' : lettered(sheet, { title, creator })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${art}${words}</svg>`
}
