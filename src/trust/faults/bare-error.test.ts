import assert from 'node:assert/strict'
import { test } from 'vitest'
import { logger } from '#lib/log.ts'
import { BrokenSeal } from '#trust/vault/broken-seal.ts'
import { DatabaseFault } from '#trust/vault/db.ts'
import { bareError } from './bare-error.ts'

const name = '森 愛子'
const own = /^ {4}at \/.*\/src\/trust\/faults\/bare-error\.test\.ts:\d+:\d+$/
const leftOut = 'details are left out in the vault'

/** Everything that a log line of this error says, in the vault. */
function said(error: unknown): string {
  const lines: string[] = []
  const log = logger(
    'vault',
    (line) => lines.push(line),
    () => new Date(0),
  )
  log.error('fault', { error: bareError(error) })
  return lines.join('') + bareError(error).stack
}

test('of an ordinary error its kind stays, and where in our own files it was', () => {
  const bare = bareError(new TypeError(`no such person: ${name}`))
  assert.equal(bare.name, 'TypeError')
  assert.equal(bare.message, leftOut)
  const [head, first] = bare.stack!.split('\n')
  assert.equal(head, `TypeError: ${leftOut}`)
  assert.match(first!, own)
})

test('our own sentences about the database and a seal stay', () => {
  assert.equal(bareError(new BrokenSeal('no ring version 3')).message, 'no ring version 3')
  const fault = new DatabaseFault({ code: '23505', constraint: 'records_pkey' })
  assert.equal(bareError(fault).message, 'database: 23505 (records_pkey)')
  const odd = new DatabaseFault({ code: '23505', constraint: `"${name}"\n` })
  assert.equal(bareError(odd).message, leftOut)
})

const here = import.meta.filename
const folder = here.slice(0, here.lastIndexOf('/'))

/** What a message can be that somebody typed, or that Node quotes from what it read. */
const hostile: readonly [string, () => unknown][] = [
  ['a message', () => new Error(name)],
  ['a message with a line like a frame', () => new Error(`x\n    at ${name} (${here}:1:1)`)],
  ['a frame of a file that could be ours', () => new Error(`x\n    at ${folder}/mori-aiko.ts:1:1`)],
  ['a frame with a number that says more', () => new Error(`x\n    at ${here}:19900101:1`)],
  ['line breaks of every kind', () => new Error(`${name}\r\n    at ${name}\u2028    at ${name}`)],
  ['what JSON choked on', () => caught(() => JSON.parse(`{"name":${name}}`))],
  ['a function called so', () => caught(() => ({ [name]: () => fails() })[name]!())],
  [
    'a function with a line break in its name',
    () => {
      const called = `x (\n    at ${folder}/mori-aiko.ts:1:1)`
      return caught(() => ({ [called]: () => fails() })[called]!())
    },
  ],
  ['a class called so', () => new (classCalled(name))('x')],
  ['a name set later', () => Object.assign(new Error('x'), { name })],
  ['a name that repeats the message', () => renamed(`x\n    at ${folder}/mori-aiko.ts:1:1`)],
  [
    'a message set later',
    () => Object.assign(new Error(`${name}\n    at ${name}`), { message: '' }),
  ],
  ['a stack set later', () => Object.assign(new Error('x'), { stack: `${name}\n    at ${name}` })],
  ['a cause', () => new Error('x', { cause: new Error(name) })],
  ['what was evaluated', () => caught(() => new Function(`throw new Error("${name}")`)())],
  ['properties', () => Object.assign(new Error('x'), { code: name, detail: name, row: { name } })],
  ['several at once', () => new AggregateError([new Error(name)], name)],
  ['a text that was thrown', () => name],
  ['a thing that was thrown', () => ({ message: name, stack: name })],
  ['a stack that throws', () => Object.defineProperty(new Error('x'), 'stack', { get: fails })],
  ['a message that is none', () => Object.assign(new Error('x'), { message: { toString: fails } })],
]

function fails(): never {
  throw new Error(name)
}

function caught(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}

function classCalled(called: string): new (message: string) => Error {
  return { [called]: class extends Error {} }[called]!
}

function renamed(text: string): Error {
  class Renamed extends Error {}
  Object.defineProperty(Renamed.prototype, 'name', { value: text })
  return new Renamed(text)
}

test.each(hostile)('of an error with %s nothing of it is said', (_, make) => {
  const text = said(make())
  for (const part of [name, '愛子', 'mori-aiko', '19900101']) assert.ok(!text.includes(part), part)
  const frames = bareError(make()).stack!.split('\n').slice(1)
  for (const line of frames) assert.match(line, own)
})
