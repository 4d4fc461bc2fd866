import { Readable } from 'node:stream'
import { Hono } from 'hono'
import { isId } from '#lib/ids.ts'
import { Refusal } from '#lib/refusal.ts'
import { renditionFile } from '#market/catalogue/queries.ts'
import type { StorefrontNeeds } from './needs.ts'
import { pages } from './routes.ts'

const mediaTypes = { avif: 'image/avif', webp: 'image/webp', jpeg: 'image/jpeg' } as const

/**
 * Pictures of works and sellers: only renditions made anew by us, never an upload. The name of
 * one stands for its bytes for ever, so browsers may keep it.
 */
export function pictures({ db, files }: Pick<StorefrontNeeds, 'db' | 'files'>) {
  return new Hono().get(pages.picture.path, async (c) => {
    const picture = c.req.param('picture')
    const [, width, ending] = /^(\d{1,5})\.(avif|webp|jpeg)$/.exec(c.req.param('file')) ?? []
    if (!isId(picture) || !width || !ending) throw new Refusal('not-found')
    const format = ending as keyof typeof mediaTypes
    const file = await renditionFile(db, { picture, format, width: Number(width) })
    if (!file) throw new Refusal('not-found')
    const headers = {
      'content-type': mediaTypes[format],
      'content-length': String(file.bytes),
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-site',
    }
    if (c.req.method === 'HEAD') return new Response(null, { headers })
    const { stream } = await files.open(file.storageKey)
    return new Response(Readable.toWeb(stream) as ReadableStream, { headers })
  })
}
