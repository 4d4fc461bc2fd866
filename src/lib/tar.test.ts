import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { Readable } from 'node:stream'
import fc from 'fast-check'
import { test } from 'vitest'
import { membersOf, type TarMember, tarOf } from './tar.ts'

const members = [
  { name: 'header.json', bytes: Buffer.from('{}') },
  { name: 'tables/empty', bytes: Buffer.alloc(0) },
  { name: 'tables/works/000001', bytes: Buffer.alloc(512, 'x') },
  { name: 'tables/works/000002', bytes: Buffer.from('土蔵'.repeat(1000)) },
]

async function* each<T>(list: T[]): AsyncGenerator<T> {
  yield* list
}

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const one of source) list.push(one)
  return list
}

async function archive(list: TarMember[]): Promise<Buffer> {
  return Buffer.concat(await all(tarOf(each(list))))
}

test('the tar of every system reads it', async () => {
  const input = await archive(members)
  const listed = spawnSync('tar', ['-tf', '-'], { input, encoding: 'utf8', timeout: 10_000 })
  assert.equal(listed.stderr, '')
  assert.deepEqual(
    listed.stdout.trim().split('\n'),
    members.map(({ name }) => name),
  )
  const options = ['-xOf', '-', 'tables/works/000002']
  const one = spawnSync('tar', options, { input, encoding: 'utf8', timeout: 10_000 })
  assert.equal(one.stdout, '土蔵'.repeat(1000))
})

test('what was put in comes out, in whatever pieces it arrives', async () => {
  const whole = await archive(members)
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 3000 }), async (step) => {
      const pieces = Array.from({ length: Math.ceil(whole.length / step) }, (_, at) =>
        whole.subarray(at * step, at * step + step),
      )
      assert.deepEqual(await all(membersOf(Readable.from(pieces))), members)
    }),
    { numRuns: 30 },
  )
})

test('an archive that is cut anywhere, or whose header was touched, is refused', async () => {
  const whole = await archive(members)
  const read = (bytes: Buffer) => all(membersOf(each([bytes])))
  for (let size = 0; size < whole.length; size += 97) {
    await assert.rejects(read(whole.subarray(0, size)), RangeError)
  }
  const touched = Buffer.from(whole)
  touched[3]! ^= 1
  await assert.rejects(read(touched), RangeError)
})
