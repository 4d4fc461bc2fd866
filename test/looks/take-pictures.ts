import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { openBrowser } from './browser.ts'

/*
 * The pictures of the README, from a running demo town:
 *   bin/dozo start, then bin/dozo run test/looks/take-pictures.ts [port]
 */
const port = Number(process.argv[2] ?? 8080)
const folder = join(import.meta.dirname, '../../docs/pictures')

const pictures = [
  { name: 'front', url: `http://localhost:${port}/?lang=ja`, width: 1280, height: 900 },
  { name: 'front-phone', url: `http://localhost:${port}/?lang=en`, width: 390, height: 844 },
  {
    name: 'sign-in',
    url: `http://account.localhost:${port}/sign-in?lang=ja`,
    width: 1280,
    height: 900,
  },
] as const

await mkdir(folder, { recursive: true })
const browser = await openBrowser()
for (const { name, url, width, height } of pictures) {
  const colorScheme = name === 'front-phone' ? 'dark' : 'light'
  const page = await browser.newPage({ viewport: { width, height }, colorScheme })
  await page.goto(url, { waitUntil: 'networkidle' })
  const shot = await sharp(await page.screenshot())
    .webp({ quality: 82 })
    .toBuffer()
  await writeFile(join(folder, `${name}.webp`), shot)
  await page.close()
}
await browser.close()
