import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { afterEach, test } from 'vitest'
import { type Asker, asker } from '#adapters/payments/ask.ts'
import { isRefusal } from '#lib/refusal.ts'

let server: Server
let ours: Asker

afterEach(async () => {
  ours.close()
  server.closeAllConnections()
  await once(server.close(), 'close')
})

async function providerThat(answers: RequestListener): Promise<URL> {
  server = createServer(answers).listen(0, '127.0.0.1')
  await once(server, 'listening')
  ours = asker(false)
  return new URL(`http://provider.localhost:${(server.address() as { port: number }).port}/`)
}

const question = { method: 'GET' as const, headers: {}, timeoutMillis: 2000 }
const isAway = (thrown: unknown) => isRefusal(thrown, 'provider-away') && thrown.cause !== undefined

test('a name below localhost is asked on this machine, under its own name', async () => {
  const url = await providerThat((request, answer) => answer.end(request.headers.host))
  assert.deepEqual(await ours.ask({ ...question, url }), { status: 200, body: url.host })
})

test('a provider that never answers is away after the time limit', async () => {
  const url = await providerThat(() => {})
  const begun = Date.now()
  await assert.rejects(ours.ask({ ...question, url, timeoutMillis: 200 }), isAway)
  assert.ok(Date.now() - begun < 10_000)
})

test('a provider that stops in the middle of its answer is away after the time limit', async () => {
  const url = await providerThat((_, answer) => answer.writeHead(200).write('{"id":'))
  await assert.rejects(ours.ask({ ...question, url, timeoutMillis: 200 }), isAway)
})

test('an answer without end is cut off', async () => {
  const url = await providerThat((_, answer) => {
    const flood = () => {
      while (answer.write('x'.repeat(65_536)));
    }
    answer.on('drain', flood)
    flood()
  })
  await assert.rejects(ours.ask({ ...question, url, timeoutMillis: 5000 }), isAway)
})

test('a connection that was closed while idle is replaced, and the question asked once more', async () => {
  let asked = 0
  const url = await providerThat((request, answer) => {
    asked += 1
    if (asked === 2) request.socket.resetAndDestroy()
    else answer.end('here')
  })
  await ours.ask({ ...question, url })
  assert.deepEqual(await ours.ask({ ...question, url }), { status: 200, body: 'here' })
  assert.equal(asked, 3)
})
