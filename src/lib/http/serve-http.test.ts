import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { request as ask } from 'node:http'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { Hono } from 'hono'
import { afterEach, beforeEach, test } from 'vitest'
import { readText } from '#lib/http/body.ts'
import { type ServeHttpOptions, serveHttp } from '#lib/http/serve-http.ts'

let folder: string
let socket: string
let closers: (() => Promise<void>)[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'http-'))
  socket = join(folder, 'run', 'for-gateway/socket')
  closers = []
})
afterEach(async () => {
  for (const close of closers) await close()
  await rm(folder, { recursive: true })
})

/** Called when somebody asks for the slow answer. */
let begun = () => {}

async function serve(options: Partial<ServeHttpOptions> = {}) {
  const app = new Hono()
    .get('/', (c) => c.text('どうぞ'))
    .post('/', async (c) => c.text(String((await readText(c.req.raw)).length)))
    .get('/slow', async (c) => {
      begun()
      await pause(100)
      return c.text('done')
    })
  app.onError((_, c) => c.text('no', 400))
  const server = await serveHttp(app.fetch, { socket, ...options })
  closers.push(() => server.close())
  return server
}

async function get(
  path: string,
  options: { method?: string; body?: string; headers?: object } = {},
) {
  const { method = 'GET', body, headers } = options
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const question = ask({ socketPath: socket, path, method, headers: { ...headers } })
    question.once('error', reject)
    question.once('response', async (answer) => {
      resolve({ status: answer.statusCode ?? 0, body: await text(answer) })
    })
    question.end(body)
  })
}

/** Sends raw text and gives all that comes back until the server closes. */
function raw(...lines: string[]): Promise<string> {
  const connection = createConnection(socket)
  connection.write(`${lines.join('\r\n')}\r\n`)
  return text(connection)
}

test('a page is served on the socket', async () => {
  await serve()
  assert.deepEqual(await get('/'), { status: 200, body: 'どうぞ' })
})

test('a body larger than allowed, or of unknown length, is refused unread', async () => {
  await serve({ maxBodyBytes: (method, path) => (method === 'POST' && path === '/' ? 10 : 0) })
  assert.equal((await get('/?x=1', { method: 'POST', body: '0123456789' })).body, '10')
  assert.equal((await get('/', { method: 'POST', body: '0123456789a' })).status, 413)
  const headers = { 'transfer-encoding': 'chunked' }
  assert.equal((await get('/', { method: 'POST', body: '1', headers })).status, 411)
})

test('a request whose headers never end is dropped', async () => {
  await serve({ headersMillis: 200 })
  assert.match(await raw('GET / HTTP/1.1', 'host: localhost', 'x: y'), /^HTTP\/1.1 408/)
})

test('a request whose body never comes is dropped', async () => {
  await serve({ headersMillis: 200, requestMillis: 400 })
  const answer = await raw('POST / HTTP/1.1', 'host: localhost', 'content-length: 5', '', '1')
  assert.match(answer, /^HTTP\/1.1 408/)
})

test('two lengths, or a length and chunks, are refused', async () => {
  await serve()
  const smuggled = ['POST / HTTP/1.1', 'host: localhost', 'content-length: 5']
  assert.match(await raw(...smuggled, 'content-length: 6', '', ''), /^HTTP\/1.1 400/)
  assert.match(await raw(...smuggled, 'transfer-encoding: chunked', '', ''), /^HTTP\/1.1 400/)
})

test('a stopping server finishes the answer under way', async () => {
  const server = await serve()
  const isUnderWay = new Promise<void>((resolve) => {
    begun = resolve
  })
  const answer = get('/slow')
  await isUnderWay
  await server.close()
  assert.equal((await answer).body, 'done')
})
