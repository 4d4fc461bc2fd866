import { Readable } from 'node:stream'
import { type Context, Hono } from 'hono'
import { attachment } from '#lib/http/attachment.ts'
import { hasFresh } from '#lib/http/etag.ts'
import { rangeOf } from '#lib/http/range.ts'
import { isId } from '#lib/ids.ts'
import { Refusal } from '#lib/refusal.ts'
import { fileOfOrder, type OwnedFile } from '#market/downloads/queries.ts'
import type { Cookies } from '../cookies.ts'
import type { StorefrontNeeds } from '../needs.ts'
import { pages } from '../routes.ts'
import { holderOf } from './holder.ts'

export type DownloadNeeds = Pick<StorefrontNeeds, 'db' | 'vault' | 'clock' | 'files'> & {
  cookies: Cookies
}

/** A file of a paid order, whole or in part, always to be kept and never shown. */
export function download(needs: DownloadNeeds) {
  return new Hono().get(pages.orderFile.path, async (c) => {
    const holder = await holderOf(c.req.raw, c.req.param('order'), needs)
    if (!holder) throw new Refusal('not-yours')
    const upload = c.req.param('upload')
    if (!isId(upload)) throw new Refusal('not-found')
    const file = await fileOfOrder(needs.db, { order: holder.order, upload })
    if (!file) throw new Refusal('not-found')
    return sendFile(c, needs, file, holder.cookies)
  })
}

async function sendFile(
  c: Context,
  { files }: Pick<DownloadNeeds, 'files'>,
  file: OwnedFile,
  cookies: readonly string[],
): Promise<Response> {
  const etag = `"${file.sha256}"`
  const size = Number(file.bytes)
  const headers = fileHeaders(file, etag)
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  if (hasFresh(c.req.raw, etag)) return new Response(null, { status: 304, headers })

  // A part of another file than the one begun would spoil it, so then the whole is sent.
  const condition = c.req.header('if-range')
  const asked = condition === undefined || condition === etag ? c.req.header('range') : undefined
  const range = rangeOf(asked, size)
  if (range === 'outside') {
    headers.set('content-range', `bytes */${size}`)
    return new Response(null, { status: 416, headers })
  }
  const part = range === 'whole' ? undefined : range
  headers.set('content-length', String(part ? part.last - part.first + 1 : size))
  if (part) headers.set('content-range', `bytes ${part.first}-${part.last}/${size}`)
  const status = part ? 206 : 200
  if (c.req.method === 'HEAD') return new Response(null, { status, headers })
  const { stream } = await files.open(file.storageKey, part)
  return new Response(Readable.toWeb(stream) as ReadableStream, { status, headers })
}

function fileHeaders(file: OwnedFile, etag: string): Headers {
  return new Headers({
    'content-type': 'application/octet-stream',
    'content-disposition': attachment(file.name),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, no-cache',
    'accept-ranges': 'bytes',
    etag,
  })
}
