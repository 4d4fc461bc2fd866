import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import type { Stage } from '#sites/ui/gallery/stage.ts'
import type { galleryPages } from '#sites/ui/gallery.tsx'
import type { Locale } from '#sites/ui/messages/phrase.ts'
import type { renderPage } from '#sites/ui/render-page.ts'
import type { viewFor } from '#sites/ui/view.ts'

export type Scheme = 'light' | 'dark'
export type GallerySheet = { name: string; file: string; locale: Locale; scheme: Scheme }

type GalleryCode = {
  galleryPages: typeof galleryPages
  renderPage: typeof renderPage
  viewFor: typeof viewFor
}

/** Writes every gallery page as a static file, in both languages and both lights. */
export async function writeGallery(folder: string, covers: Stage['covers']) {
  await mkdir(folder, { recursive: true })
  await buildStylesheet(folder)
  const code = await buildCode(folder)
  const sheets: GallerySheet[] = []
  for (const [name, page] of Object.entries(code.galleryPages)) {
    for (const locale of ['ja', 'en'] as const) {
      for (const scheme of ['light', 'dark'] as const) {
        const file = `${name}-${locale}-${scheme}.html`
        const languageLinks = {
          ja: `${name}-ja-${scheme}.html`,
          en: `${name}-en-${scheme}.html`,
        }
        const view = code.viewFor({ locale, scheme, languageLinks, asset: (asset) => asset })
        await writeFile(join(folder, file), code.renderPage(page({ view, covers })))
        sheets.push({ name, file, locale, scheme })
      }
    }
  }
  return sheets
}

/** The covers drawn earlier into `folder/covers`, as the pages want them. */
export async function coversIn(folder: string, size: (file: string) => Promise<Size>) {
  const files = (await readdir(join(folder, 'covers')).catch(() => [])).sort().slice(0, 40)
  return Promise.all(
    files.map(async (file) => ({
      alt: '',
      renditions: [
        {
          format: 'jpeg' as const,
          href: `covers/${file}`,
          ...(await size(join(folder, 'covers', file))),
        },
      ],
    })),
  )
}

type Size = { width: number; height: number }

async function buildStylesheet(folder: string) {
  await build({
    entryPoints: ['src/sites/ui/site.css', 'src/sites/ui/ornament/mark.svg'],
    bundle: true,
    outdir: folder,
    entryNames: '[name]',
    loader: { '.svg': 'copy' },
    logLevel: 'error',
  })
}

async function buildCode(folder: string): Promise<GalleryCode> {
  const outfile = join(folder, 'gallery.mjs')
  await build({
    stdin: {
      contents: `export { galleryPages } from '#sites/ui/gallery.tsx'
        export { renderPage } from '#sites/ui/render-page.ts'
        export { viewFor } from '#sites/ui/view.ts'`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'error',
  })
  return import(pathToFileURL(outfile).href)
}
