import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, request, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, test } from 'vitest'
import { passOnTo } from '#processes/gateway/pass-on.ts'
import { gateway } from '#processes/gateway/server.ts'
import { wayOf } from '#processes/gateway/ways.ts'
import { mostBodyBytes } from '#sites/studio/pieces.ts'

const answerMillis = 1_000
const hosts = {
  shop: 'shop.test',
  account: 'account.test',
  pay: 'pay.test',
  console: 'console.test',
}

let folder: string
let port: number
let behind: Server
let last: IncomingMessage | undefined
let hung = 0
let close: () => Promise<void>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gate-'))
  for (const each of [
    'run/storefront/for-gateway',
    'build/public/assets',
    'build/public/pay',
    'log/tile/0',
  ]) {
    await mkdir(join(folder, each), { recursive: true })
  }
  await writeFile(join(folder, 'build/public/assets/cart-ABC.js'), 'let x = 1')
  await writeFile(join(folder, 'build/public/pay/index.html'), '<!doctype html><title>pay</title>')
  await writeFile(join(folder, 'log/checkpoint'), 'dozo\n1\n')
  behind = createServer(async (incoming, answer) => {
    last = incoming
    const body = await text(incoming).catch(() => '')
    if (incoming.url === '/hang') {
      hung += 1
      return
    }
    answer.setHeader('x-powered-by', 'something')
    answer.end(`${incoming.method} ${incoming.url} ${body.length}`)
  }).listen(join(folder, 'run/storefront/for-gateway/socket'))
  const opened = gateway({
    runDir: join(folder, 'run'),
    buildDir: join(folder, 'build'),
    logFile: (file) => readFile(join(folder, 'log', file)).catch(() => undefined),
    hosts,
    isSecure: true,
    payPolicy: "default-src 'none'",
    trustedProxy: undefined,
    tls: undefined,
    answerMillis,
  })
  opened.server.listen(0, '127.0.0.1')
  await once(opened.server, 'listening')
  port = (opened.server.address() as AddressInfo).port
  close = opened.close
})
afterAll(async () => {
  await close()
  behind.closeAllConnections()
  behind.close()
  await rm(folder, { recursive: true })
})

type Wish = { method?: string; path?: string; host?: string; body?: string; headers?: object }

function ask({ method = 'GET', path = '/', host = 'shop.test', body, headers }: Wish) {
  return new Promise<{ status: number; headers: IncomingMessage['headers']; body: string }>(
    (resolve, reject) => {
      const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
      const asked = request(
        { port, method, path, agent: false, headers: { host, ...length, ...headers } },
        async (answer) => {
          const { statusCode = 0, headers } = answer
          resolve({ status: statusCode, headers, body: await text(answer) })
        },
      )
      asked.on('error', reject)
      asked.end(body)
    },
  )
}

/** Sends raw text and gives all that comes back until the gateway closes. */
function raw(words: string): Promise<string> {
  const connection = connect(port, '127.0.0.1')
  connection.write(words)
  return text(connection)
}

test('a page comes from the process behind, with guards and without its insides', async () => {
  const answer = await ask({ path: '/works?q=鍵'.replace('鍵', encodeURIComponent('鍵')) })
  assert.equal(answer.body, 'GET /works?q=%E9%8D%B5 0')
  assert.equal(answer.headers['x-content-type-options'], 'nosniff')
  assert.match(answer.headers['strict-transport-security'] ?? '', /max-age/)
  assert.equal(answer.headers['x-powered-by'], undefined)
})

test('what a visitor claims about where they come from is dropped', async () => {
  const headers = {
    'x-forwarded-for': '9.9.9.9',
    forwarded: 'for=9.9.9.9',
    'dozo-client-address': '9.9.9.9',
  }
  await ask({ headers })
  assert.equal(last?.headers['x-forwarded-for'], undefined)
  assert.equal(last?.headers.forwarded, undefined)
  assert.equal(last?.headers['dozo-client-address'], '127.0.0.1')
})

test('an unknown host name is told that nothing of that name is here', async () => {
  assert.equal((await ask({ host: 'evil.test' })).status, 421)
  assert.equal((await ask({ host: 'shop.test:80' })).status, 421)
  assert.equal((await ask({ host: 'SHOP.test' })).status, 200)
})

test('an address that is not UTF-8, or leads out of a folder, is refused', async () => {
  assert.equal((await ask({ path: '/%ff' })).status, 400)
  assert.equal((await ask({ path: '/a%00b' })).status, 400)
  assert.equal((await ask({ path: '/assets/..%2f..%2fsecrets' })).status, 200)
  assert.match((await ask({ path: '/assets/..%2fx' })).body, /^GET \/assets/)
  assert.equal((await ask({ path: '/log/../../secrets' })).status, 404)
})

test('a large form is refused unread, a large piece of an upload is not', async () => {
  const body = 'x'.repeat(1024 * 1024 + 1)
  assert.equal((await ask({ method: 'POST', path: '/cart', body })).status, 413)
  const piece = await ask({ method: 'PATCH', path: '/studio/uploads/1', body })
  assert.equal(piece.body, `PATCH /studio/uploads/1 ${body.length}`)
})

test('a piece of an upload is as large here as at the studio, and every form as at the shop', async () => {
  for (const [method, path] of [
    ['PATCH', '/studio/uploads/1'],
    ['PATCH', '/studio/works/1'],
    ['POST', '/cart/lines'],
  ] as const) {
    const way = wayOf({ method, host: 'shop.test', path }, hosts)
    assert.ok(way.to === 'process')
    assert.equal(way.limits.bodyBytes, mostBodyBytes(method, path))
  }
})

test('a slow piece arrives as long as it moves; one that stands still or never ends does not', async () => {
  const { passOn, close } = passOnTo({ runDir: join(folder, 'run'), isSecure: false, answerMillis })
  const bounds: Record<string, { bodyMillis: number; stallMillis: number }> = {
    // Sent for longer than an answer may take, and for longer than it may stand still.
    '/slow': { bodyMillis: 60_000, stallMillis: 1_500 },
    '/still': { bodyMillis: 60_000, stallMillis: 300 },
    '/endless': { bodyMillis: 1_500, stallMillis: 60_000 },
  }
  const slow = createServer((incoming, answer) => {
    const limits = { bodyBytes: 1_000, ...bounds[incoming.url!]! }
    passOn(incoming, answer, { name: 'storefront', limits, address: '127.0.0.1' })
  }).listen(0, '127.0.0.1')
  await once(slow, 'listening')
  const at = (slow.address() as AddressInfo).port
  const send = async (path: string, announced: number, pieces: number) => {
    const head = { method: 'PATCH', path, headers: { 'content-length': announced } }
    const asked = request({ port: at, agent: false, ...head })
    const answer = new Promise((resolve) => {
      asked.on('response', ({ statusCode }) => resolve(statusCode))
      asked.on('error', () => resolve('cut'))
    })
    for (let piece = 0; piece < pieces && !asked.destroyed; piece++) {
      asked.write('x')
      await wait(100)
    }
    if (pieces === announced) asked.end()
    return answer
  }
  const sent = await Promise.all([
    send('/slow', 20, 20),
    send('/still', 3, 1),
    send('/endless', 1_000, 500),
  ])
  assert.deepEqual(sent, [200, 'cut', 'cut'])
  slow.closeAllConnections()
  slow.close()
  close()
})

test('a request that hides its length, or has two, is refused', async () => {
  const head = 'POST / HTTP/1.1\r\nhost: shop.test\r\n'
  assert.match(await raw(`${head}transfer-encoding: chunked\r\n\r\n0\r\n\r\n`), /^HTTP\/1.1 411/)
  assert.match(
    await raw(`${head}content-length: 1\r\ncontent-length: 2\r\n\r\nx`),
    /^HTTP\/1.1 400/,
  )
  assert.match(await raw(`${head}x: ${'y'.repeat(20_000)}\r\n\r\n`), /^HTTP\/1.1 431/)
})

test('nobody can hide a second request in the body of a first one', async () => {
  const hidden = 'GET /account-of-another HTTP/1.1\r\nhost: shop.test\r\n\r\n'
  const tricks = [
    { connection: 'content-length' },
    { connection: 'keep-alive, Content-Length' },
    { connection: 'close, host' },
    { connection: 'dozo-client-address' },
  ]
  for (const headers of tricks) {
    assert.equal((await ask({ body: hidden, headers })).status, 400)
    assert.equal((await ask({ method: 'POST', body: hidden, headers })).status, 400)
  }
  // Without a trick too: a body where none belongs.
  assert.equal((await ask({ body: hidden })).status, 400)
  assert.equal((await ask({ headers: { connection: 'keep-alive' } })).status, 200)
})

test('when a process is away its site says so and when to come again', async () => {
  const answer = await ask({ host: 'console.test' })
  assert.equal(answer.status, 503)
  assert.equal(answer.headers['retry-after'], '3')
  assert.match(answer.body, /準備中/)
  assert.match(answer.body, /moment/)
})

test('a process that hangs is asked once, and its visitor is told in their language', async () => {
  const began = performance.now()
  // The connection it goes by was used before, so a cut one could be asked again.
  await ask({})
  const answer = await ask({ path: '/hang', headers: { 'accept-language': 'en' } })
  assert.equal(answer.status, 504)
  assert.match(answer.body, /lang="en"[\s\S]*<h1>There was no answer in time/)
  const posted = await ask({ path: '/hang', method: 'POST', body: 'a=b' })
  assert.match(posted.body, /lang="ja"[\s\S]*<h1>時間内に応答がありません/)
  assert.equal(hung, 2)
  assert.ok(performance.now() - began < answerMillis * 5)
})

test('a hashed file may be kept for ever, on every host', async () => {
  const answer = await ask({ host: 'account.test', path: '/assets/cart-ABC.js' })
  assert.equal(answer.body, 'let x = 1')
  assert.match(answer.headers['cache-control'] ?? '', /immutable/)
  assert.equal((await ask({ path: '/assets/none.js' })).status, 404)
  const small = await ask({ path: '/assets/cart-ABC.js', headers: { 'accept-encoding': 'br' } })
  assert.equal(small.headers['content-encoding'], 'br')
})

test('the pay page is a file with its own policy, and all else there goes to payments', async () => {
  const page = await ask({ host: 'pay.test', path: '/?t=secret' })
  assert.match(page.body, /<title>pay/)
  assert.equal(page.headers['content-security-policy'], "default-src 'none'")
  assert.equal((await ask({ host: 'pay.test', method: 'POST', body: '' })).status, 503)
  assert.equal((await ask({ host: 'pay.test', path: '/elsewhere' })).status, 404)
})

test("the log's checkpoint is never kept, and nothing else of its folder is shown", async () => {
  const answer = await ask({ path: '/log/checkpoint' })
  assert.equal(answer.body, 'dozo\n1\n')
  assert.equal(answer.headers['cache-control'], 'no-cache')
  assert.equal((await ask({ path: '/log/tile/0/000' })).status, 404)
  assert.equal((await ask({ path: '/log/secrets' })).status, 404)
})
