import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { freePort } from '#test/ground/cluster.ts'
import { buildAssets } from '../../bin/bundles/assets.ts'
import { type House, openHouse, originsAt } from './house.ts'

const root = join(import.meta.dirname, '../..')
const kinds: Record<string, string> = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
}

/** The accounts site at a port that a real browser can go to, with its scripts and styles. */
export interface Street {
  house: House
  /** Of the accounts host. */
  url: string
  close(): Promise<void>
}

export async function openStreet(): Promise<Street> {
  const folder = await mkdtemp(join(tmpdir(), 'dozo-street-'))
  const assets = await buildAssets(root, folder)
  const port = await freePort()
  const house = await openHouse({ port, asset: (name) => assets[name] ?? `/missing/${name}` })
  const { account } = originsAt(port)
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '/'
    if (path.startsWith('/assets/')) return sendFile(join(folder, 'public', path), outgoing)
    if (incoming.headers.host !== new URL(account).host) return outgoing.end('elsewhere')
    void passOn(incoming, outgoing, house, account)
  })
  await new Promise<void>((open) => server.listen(port, '127.0.0.1', open))
  return {
    house,
    url: account,
    async close() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
      await house.close()
      await rm(folder, { recursive: true })
    },
  }
}

async function sendFile(path: string, outgoing: ServerResponse): Promise<void> {
  const content = await readFile(path).catch(() => undefined)
  outgoing.statusCode = content ? 200 : 404
  outgoing.setHeader('content-type', kinds[extname(path)] ?? 'application/octet-stream')
  outgoing.end(content)
}

async function passOn(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  house: House,
  origin: string,
): Promise<void> {
  const { method = 'GET' } = incoming
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  const headers = new Headers(
    Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
  )
  const body = method === 'GET' ? undefined : Buffer.concat(chunks)
  const request = new Request(new URL(incoming.url ?? '/', origin), { method, headers, body })
  const answer = await house.answer(request)
  outgoing.statusCode = answer.status
  outgoing.setHeaders(new Map([...answer.headers].filter(([name]) => name !== 'set-cookie')))
  outgoing.setHeader('set-cookie', answer.headers.getSetCookie())
  outgoing.end(Buffer.from(await answer.arrayBuffer()))
}
