import assert from 'node:assert/strict'
import { readdirSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { beforeAll, test } from 'vitest'
import { FrameReader } from '#lib/call/frames.ts'
import { calls } from '#processes/calls.ts'
import { practicePrograms, processes } from '#processes/table.ts'
import { type Town, theTown } from '#test/cast/town.ts'

let town: Town
beforeAll(async () => {
  town = await theTown()
}, 240_000)

const lists: Record<string, Record<string, object>> = calls
const programs = [...processes, ...practicePrograms].map(({ name }) => name)
const everyone = [...programs, 'supervisor']
const behindGateway = processes.filter(({ listens }) => listens === 'http').map(({ name }) => name)

function isListed(server: string, caller: string): boolean {
  if (caller === 'gateway' && behindGateway.includes(server)) return true
  return lists[server]?.[caller] !== undefined
}

const socketOf = (server: string, caller: string) =>
  join(town.runDir, server, `for-${caller}/socket`)

test('a process can reach those it is listed to call, and nobody else, whoever tries', async () => {
  const wrong: string[] = []
  for (const server of everyone) {
    for (const caller of [...everyone, 'nobody']) {
      const isOpen = await answersAt(socketOf(server, caller))
      if (isOpen !== isListed(server, caller)) wrong.push(`${caller} → ${server}: ${isOpen}`)
    }
  }
  assert.deepEqual(wrong, [])
})

/** With a user for each process it is the folders below, one for each caller, that are shut. */
const isOurs = (name: string) =>
  town.isConfined && !practicePrograms.some((program) => program.name === name)

test('no socket stands in the run folder that no list knows, and only its owner may go in', () => {
  const found = readdirSync(town.runDir, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory()) return []
    const folder = join(town.runDir, entry.name)
    assert.equal(statSync(folder).mode & 0o777, isOurs(entry.name) ? 0o711 : 0o700, folder)
    return readdirSync(folder, { recursive: true }).map((name) => `${entry.name}/${name}`)
  })
  const listed = everyone.flatMap((server) =>
    everyone
      .filter((caller) => isListed(server, caller))
      .map((caller) => `${server}/for-${caller}/socket`),
  )
  const sockets = found.filter((path) => path.endsWith('/socket'))
  assert.deepEqual(sockets.sort(), listed.sort())
  assert.equal(statSync(town.runDir).mode & 0o777, town.isConfined ? 0o711 : 0o700)
})

test('on a socket of its own, a process can call only what is listed for it', async () => {
  const oddNames = ['', 'constructor', '__proto__', 'toString', 'close', 'open', 'then']
  for (const [server, callers] of Object.entries(lists)) {
    const allNames = Object.values(callers).flatMap((list) => Object.keys(list))
    for (const [caller, list] of Object.entries(callers)) {
      const others = [...new Set([...allNames, ...oddNames])].filter(
        (name) => !Object.hasOwn(list, name),
      )
      for (const name of others) {
        const refusal = await refusalOf(socketOf(server, caller), name)
        assert.equal(refusal, 'not-allowed', `${caller} → ${server}.${name}`)
      }
    }
  }
})

function answersAt(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}

/** Sends one call by hand, as a client that does not keep to its list would. */
function refusalOf(path: string, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(path)
    const reader = new FrameReader(1_000_000)
    socket.setTimeout(5_000, () => socket.destroy(new Error(`no answer to ${name}`)))
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      reader.push(chunk)
      const text = reader.next()
      if (text === undefined) return
      socket.destroy()
      resolve(JSON.parse(text).refusal?.code ?? text)
    })
    socket.write(frameOf({ id: 1, name, input: {}, deadline: Date.now() + 5_000 }))
  })
}

function frameOf(message: object): Buffer {
  const text = Buffer.from(JSON.stringify(message))
  const head = Buffer.alloc(4)
  head.writeUInt32BE(text.length)
  return Buffer.concat([head, text])
}
