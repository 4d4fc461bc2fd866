import assert from 'node:assert/strict'
import { once } from 'node:events'
import { link, readFile, writeFile } from 'node:fs/promises'
import { createConnection, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { test } from 'vitest'
import { CallFault } from '#lib/call/call.ts'
import { encodeFrame } from '#lib/call/frames.ts'
import { amount, practice, refusal } from '#lib/call/practice.ts'
import { seededRandom } from '#lib/random.ts'
import { pollUntil } from '#test/cast/poll.ts'

test('the caller stops waiting at the deadline, and the late answer harms nobody', async () => {
  await using room = await practice()
  await room.serve()
  const asking = room.client()
  await assert.rejects(asking.hurry(), refusal('timeout'))
  await pause(350)
  assert.deepEqual(await asking.double(amount(1n)), amount(2n))
})

test('work whose caller has given up is not begun', async () => {
  await using room = await practice()
  await room.serve({ clock: () => new Date(Date.now() + 60_000) })
  await assert.rejects(room.client().wait(0), refusal('timeout'))
  assert.equal(room.mostAtWork, 0)
})

test('with nobody there a call is refused within its patience', async () => {
  await using room = await practice()
  const started = performance.now()
  await assert.rejects(room.client({ patienceMillis: 100 }).wait(0), refusal('unavailable'))
  assert.ok(performance.now() - started < 1_500)
})

test('a call made before its server is up waits for it', async () => {
  await using room = await practice()
  const answer = room.client().double(amount(4n))
  await pause(60)
  await room.serve()
  assert.deepEqual(await answer, amount(8n))
})

test('after a restart of the server the same client goes on', async () => {
  await using room = await practice()
  const first = await room.serve()
  const asking = room.client()
  await asking.double(amount(1n))
  await first.close()
  await room.serve()
  assert.deepEqual(await asking.double(amount(5n)), amount(10n))
})

test('on a lost connection idempotent calls are asked once more, others fail', async () => {
  await using room = await practice()
  let asked = 0
  const dropping = createServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      asked += String(chunk).split('"name"').length - 1
      socket.destroy()
    })
  })
  room.path = join(room.folder, 'dropping.sock')
  await new Promise<void>((resolve) => dropping.listen(room.path, resolve))
  room.onEnd(() => dropping.close())
  const asking = room.client()
  await assert.rejects(asking.wait(0), refusal('unavailable'))
  assert.equal(asked, 1)
  await assert.rejects(asking.double(amount(1n)), refusal('unavailable'))
  assert.equal(asked, 3)
})

test('a client holds back when too many calls wait', async () => {
  await using room = await practice()
  await room.serve()
  const asking = room.client({ maxPending: 3 })
  const waiting = [1, 2, 3].map(() => asking.wait(50))
  await assert.rejects(asking.wait(0), refusal('unavailable'))
  await Promise.all(waiting)
  await asking.wait(0)
})

test('a server reads no more than it can work on, and loses nothing by it', async () => {
  await using room = await practice()
  await room.serve({ maxPending: 4 })
  const asking = room.client()
  await Promise.all(Array.from({ length: 40 }, () => asking.wait(5)))
  assert.equal(room.mostAtWork, 4)
})

test('a picture of several megabytes crosses whole', async () => {
  await using room = await practice()
  await room.serve()
  const large = seededRandom('picture')(2_500_000)
  assert.deepEqual(await room.client().weigh(large), Buffer.concat([large, large]))
})

test('what is larger than a frame is refused before it is sent', async () => {
  await using room = await practice()
  await room.serve()
  const asking = room.client()
  await assert.rejects(asking.weigh(Buffer.alloc(6_400_000)), refusal('too-large'))
  assert.deepEqual(await asking.double(amount(1n)), amount(2n))
})

test('an answer larger than a frame is a fault, an oversized question costs the line', async () => {
  await using room = await practice()
  await room.serve({ maxFrameBytes: 1_000 })
  const asking = room.client()
  await assert.rejects(asking.weigh(Buffer.alloc(400)), CallFault)
  await assert.rejects(asking.weigh(Buffer.alloc(900)), refusal('unavailable'))
  assert.deepEqual(await asking.double(amount(1n)), amount(2n))
})

test('a caller that may ask little is cut off when it asks much, and gets large answers', async () => {
  await using room = await practice()
  await room.serve({ maxAskedBytes: 1_000 })
  const asking = room.client()
  assert.equal((await asking.weigh(Buffer.alloc(600))).length, 1_200)
  await assert.rejects(asking.weigh(Buffer.alloc(900)), refusal('unavailable'))
  assert.deepEqual(await asking.double(amount(1n)), amount(2n))
})

const isAtWork = (room: { atWork: number }) =>
  pollUntil('the call is at work', async () => room.atWork === 1, 1_000)

test('a stopping server finishes what is at work', async () => {
  await using room = await practice()
  const server = await room.serve()
  const asking = room.client()
  const waiting = asking.wait(100)
  await isAtWork(room)
  await Promise.all([server.close(), waiting])
})

test('a stopping server waits no longer than its bound', async () => {
  await using room = await practice()
  const server = await room.serve({ stopMillis: 50 })
  const waiting = room.client().wait(1_800)
  await isAtWork(room)
  const started = performance.now()
  await Promise.all([server.close(), assert.rejects(waiting, refusal('unavailable'))])
  assert.ok(performance.now() - started < 1_500)
})

test('a file left by a dead server is replaced, a living server is not', async () => {
  await using room = await practice()
  await room.serve()
  await assert.rejects(room.serve(), /another process listens/)
  await assert.doesNotReject(room.client().double(amount(1n)))
  const dying = createServer().listen(join(room.folder, 'dying.sock'))
  await once(dying, 'listening')
  room.path = join(room.folder, 'stale.sock')
  await link(join(room.folder, 'dying.sock'), room.path)
  await new Promise((resolve) => dying.close(resolve))
  await room.serve()
  assert.deepEqual(await room.client().double(amount(2n)), amount(4n))
})

test('a file that is no socket is left alone', async () => {
  await using room = await practice()
  room.path = join(room.folder, 'letter.txt')
  await writeFile(room.path, 'dear Aiko')
  await assert.rejects(room.serve(), /not a socket/)
  assert.equal(await readFile(room.path, 'utf8'), 'dear Aiko')
})

test('half a frame and then silence costs the connection', async () => {
  await using room = await practice()
  await room.serve({ frameMillis: 50 })
  const socket = createConnection(room.path)
  socket.on('error', () => {})
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.resume()
  socket.write(Buffer.from([0, 0, 0, 50, 1]))
  const trickle = setInterval(() => socket.write('x'), 20)
  await closed
  clearInterval(trickle)
  assert.equal(room.faults[0]?.call, undefined)
})

test('whatever bytes arrive, the server stays and answers the next caller', async () => {
  await using room = await practice()
  await room.serve({ frameMillis: 50 })
  const random = seededRandom('garbage')
  for (let round = 0; round < 60; round += 1) {
    const socket = createConnection(room.path)
    socket.on('error', () => {})
    const closed = new Promise((resolve) => socket.once('close', resolve))
    socket.resume()
    socket.write(garbage(round, random(40)))
    socket.end()
    await closed
  }
  assert.deepEqual(await room.client().double(amount(1n)), amount(2n))
})

/** Raw bytes, framed bytes, and frames that are JSON but no request. */
function garbage(round: number, noise: Buffer): Buffer {
  const bodies = [
    noise,
    Buffer.from(JSON.stringify(noise.toString('latin1'))),
    Buffer.from('{"id":1,"name":"__proto__","deadline":9e15,"input":null}'),
    Buffer.from(`{"id":1,"name":"double","deadline":9e15,"input":{"__proto__":[${noise[0]}]}}`),
    Buffer.from(`{"id":${noise[0]! - 128},"name":"wait","deadline":9e15,"input":${noise[1]}e3}`),
    Buffer.from('[['.repeat(20)),
  ]
  const body = bodies[round % bodies.length]!
  if (round % 7 === 0) return body
  const size = Buffer.alloc(4)
  size.writeUInt32BE(round % 5 === 0 ? noise.readUInt32BE(0) : body.length)
  return Buffer.concat([size, body])
}

test('a server that answers rubbish costs its own line, and the client goes on', async () => {
  await using room = await practice()
  const answers = [
    Buffer.from([0, 0, 0, 2, 0xff, 0xff]),
    Buffer.from([255, 255, 255, 255]),
    encodeFrame('{"id":"1"}', 100)!,
    encodeFrame('{"id":1}', 100)!,
    encodeFrame('[]', 100)!,
    encodeFrame('{"id":1,"output', 100)!,
  ]
  for (const [place, rubbish] of answers.entries()) {
    room.path = join(room.folder, `rubbish-${place}.sock`)
    const server = createServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', () => socket.write(rubbish))
    }).listen(room.path)
    room.onEnd(() => server.close())
    await once(server, 'listening')
    await assert.rejects(room.client().wait(0), refusal('unavailable'))
  }
})

test('a refusal that this release does not know is a fault', async () => {
  await using room = await practice()
  room.path = join(room.folder, 'newer.sock')
  const newer = '{"id":1,"refusal":{"code":"moon-phase","message":"wait"}}'
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.write(encodeFrame(newer, 100)!))
  }).listen(room.path)
  room.onEnd(() => server.close())
  await once(server, 'listening')
  await assert.rejects(room.client().wait(0), CallFault)
})
