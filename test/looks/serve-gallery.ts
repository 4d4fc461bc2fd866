import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'

const kinds: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
}

/** The policy of the real pages: nothing inline, nothing from elsewhere. */
const policy =
  "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; form-action 'self'"

/** Serves a folder on a free local port; `close` ends it. */
export async function serveGallery(folder: string) {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname)
    try {
      const body = await readFile(join(folder, path))
      response.setHeader('Content-Type', kinds[extname(path)] ?? 'application/octet-stream')
      response.setHeader('Content-Security-Policy', policy)
      response.end(body)
    } catch {
      response.statusCode = 404
      response.end()
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise<void>((done) => server.close(() => done())),
  }
}
