import { join } from 'node:path'
import sharp from 'sharp'
import { kept, nameOf } from '../kept.ts'
import { chanceFrom } from './chance.ts'
import { type InkName, inks, mix } from './inks.ts'
import { canWrite, column, rowWidth } from './lettering.ts'
import { allPatterns } from './patterns.ts'
import { circle, rect } from './sheet.ts'

const size = 800

/**
 * A seller's picture: the first letter of the name as a crest on a patterned cloth, as PNG. Drawn
 * once, and then read from the folder as long as the drawing is the same.
 */
export async function drawShopPicture(
  { name, seed }: { name: string; seed: string },
  folder: string,
) {
  const chance = chanceFrom(`shop|${seed}`)
  const ink = inks[chance.pick<InkName>(['indigo', 'moss', 'tea', 'plum', 'sea', 'dusk'])]
  const pattern = chance.pick(allPatterns)(
    'ground',
    size / 9,
    ink.main,
    mix(ink.main, ink.paper, 0.32),
  )
  const letter = [...name][0] ?? ''
  const width = rowWidth(letter, 300)
  const crest = canWrite(letter)
    ? column(letter, {
        x: size / 2,
        y: size / 2 - 166,
        size: width > 260 ? 320 : 340,
        fill: ink.second,
      })
    : ''
  const markup =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}"><defs>${pattern}</defs>` +
    rect(0, 0, size, size, 'url(#ground)') +
    circle(size / 2, size / 2, 262, `fill="${ink.paper}"`) +
    circle(size / 2, size / 2, 236, `fill="none" stroke="${ink.second}" stroke-width="6"`) +
    crest +
    '</svg>'
  return kept(join(folder, `${nameOf('shop picture', markup)}.png`), () =>
    sharp(Buffer.from(markup)).png({ compressionLevel: 8 }).toBuffer(),
  )
}
