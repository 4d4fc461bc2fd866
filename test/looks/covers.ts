import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { drawCover } from '#db/seeds/covers/draw-cover.ts'
import { drawShopPicture } from '#db/seeds/covers/draw-shop-picture.ts'
import { townSellers, townWorks } from '#db/seeds/town.ts'

// Draws the demo town's covers for the gallery, and all of them on one sheet to look at:
// node test/looks/covers.ts

const folder = 'build/looks/covers'
const cell = { width: 230, height: 300, across: 8 }
const names = new Map(townSellers.map((seller) => [seller.handle, seller.name]))

await mkdir(folder, { recursive: true })
await mkdir('screenshots', { recursive: true })
const pictures: Buffer[] = []
for (const [index, { title, category, key, seller }] of townWorks.entries()) {
  const creator = names.get(seller) ?? ''
  const cover = await drawCover({ title, creator, category, seed: key })
  pictures.push(cover)
  await writeFile(join(folder, `${String(index).padStart(2, '0')}-${key}.png`), cover)
}
for (const { name, handle } of townSellers) {
  pictures.push(await drawShopPicture({ name, seed: handle }, '.cache/covers'))
}
await contactSheet(pictures, 'screenshots/covers.png')

async function contactSheet(all: readonly Buffer[], file: string) {
  const fitted = await Promise.all(
    all.map(async (input, index) => ({
      input: await sharp(input)
        .resize(cell.width - 14, cell.height - 14, { fit: 'inside' })
        .png()
        .toBuffer(),
      left: (index % cell.across) * cell.width + 7,
      top: Math.floor(index / cell.across) * cell.height + 7,
    })),
  )
  const width = cell.width * cell.across
  const height = cell.height * Math.ceil(all.length / cell.across)
  const sheet = sharp({ create: { width, height, channels: 3, background: '#f2f0e9' } })
  await sheet.composite(fitted).png().toFile(file)
}
