import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { openBrowser } from './browser.ts'
import { serveGallery } from './serve-gallery.ts'
import { coversIn, type GallerySheet, writeGallery } from './write-gallery.ts'

// Draws the gallery and takes its pictures: node test/looks/gallery.ts [word in the name …]

const widths = { phone: 390, desktop: 1280 }
const folder = 'build/looks'
const wanted = process.argv.slice(2)

const covers = await coversIn(folder, async (file) => {
  const { width = 1, height = 1 } = await sharp(file).metadata()
  return { width, height }
})
const sheets = (await writeGallery(folder, covers)).filter(isWanted)
const server = await serveGallery(folder)
const browser = await openBrowser()
try {
  await mkdir('screenshots/gallery', { recursive: true })
  for (const sheet of sheets) await shoot(sheet)
} finally {
  await browser.close()
  await server.close()
}

function isWanted(sheet: GallerySheet): boolean {
  return wanted.length === 0 || wanted.some((word) => sheet.file.includes(word))
}

async function shoot({ file }: GallerySheet) {
  for (const [device, width] of Object.entries(widths)) {
    const page = await browser.newPage({ viewport: { width, height: 844 } })
    page.on('console', (line) => line.type() === 'error' && console.error(file, line.text()))
    await page.goto(`${server.url}/${file}`, { timeout: 15_000 })
    await page.evaluate(showEverything)
    const name = `${file.replace('.html', '')}-${device}.png`
    await page.screenshot({ path: join('screenshots/gallery', name), fullPage: true })
    await page.close()
  }
}

/** Runs in the page: pictures far below the fold are fetched too. */
async function showEverything() {
  for (const image of document.images) image.loading = 'eager'
  await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)))
}
