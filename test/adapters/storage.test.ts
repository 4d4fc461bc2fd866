import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { afterAll, beforeAll, test } from 'vitest'
import { fileStorage } from '#adapters/storage/files.ts'
import { systemClock } from '#lib/clock.ts'
import { isRefusal } from '#lib/refusal.ts'
import type { FileStorage } from '#market/media/port.ts'
import { temporaryFolder } from '../sandbox/running.ts'

let root: string
let storage: FileStorage
let removeFolder: () => Promise<void>
const openStorage = () => fileStorage({ root, newId: randomUUID, clock: systemClock })

beforeAll(async () => {
  const folder = await temporaryFolder()
  root = join(folder.path, 'deep', 'storage')
  removeFolder = folder.remove
  storage = await openStorage()
})
afterAll(() => removeFolder())

const limits = { maxBytes: 1_000_000 }
const read = async (key: string, range?: { first: number; last: number }) =>
  buffer((await storage.open(key, range)).stream)
const tomorrow = () => new Date(Date.now() + 86_400_000)
const unfinished = () => readdir(join(root, '.unfinished'))

test('a file comes back as it was put, whole or in part', async () => {
  const content = randomBytes(300_000)
  const stored = await storage.put(
    'pictures/a1/cover.webp',
    [content.subarray(0, 7), content.subarray(7)],
    limits,
  )
  assert.equal(stored.size, 300_000)
  assert.equal(stored.sha256, createHash('sha256').update(content).digest('hex'))
  assert.deepEqual(await read('pictures/a1/cover.webp'), content)
  const opened = await storage.open('pictures/a1/cover.webp', { first: 10, last: 19 })
  assert.equal(opened.size, 300_000)
  assert.deepEqual(await buffer(opened.stream), content.subarray(10, 20))
  assert.deepEqual(
    await read('pictures/a1/cover.webp', { first: 299_999, last: 299_999 }),
    content.subarray(-1),
  )
  assert.equal(await storage.size('pictures/a1/cover.webp'), 300_000)
})

test('an empty file is a file', async () => {
  await storage.put('other/empty', [], limits)
  assert.equal((await read('other/empty')).length, 0)
  await assert.rejects(read('other/empty', { first: 0, last: 0 }), RangeError)
})

test('a range outside the file is our mistake', async () => {
  await storage.put('other/three', [Buffer.from('abc')], limits)
  for (const [first, last] of [
    [0, 3],
    [2, 1],
    [-1, 2],
    [3, 3],
  ] as const) {
    await assert.rejects(read('other/three', { first, last }), RangeError)
  }
})

test('the same content is kept once, in the folder asked for', async () => {
  const content = Buffer.from('どうぞ')
  const one = await storage.keep('work-files', [content], limits)
  const two = await storage.keep('work-files', [content], limits)
  assert.deepEqual(one, two)
  assert.match(one.key, /^work-files\/[0-9a-f]{2}\/[0-9a-f]{64}$/)
  assert.deepEqual(await read(one.key), content)
  assert.deepEqual(await unfinished(), [])
})

test('a file that is kept again meanwhile is not removed', async () => {
  const content = Buffer.from('kept twice')
  const { key } = await storage.keep('work-files', [content], limits)
  const yesterday = new Date(Date.now() - 86_400_000)
  await utimes(join(root, key), yesterday, yesterday)
  const anHourAgo = new Date(Date.now() - 3_600_000)
  await storage.keep('work-files', [content], limits)
  await storage.remove(key, anHourAgo)
  assert.deepEqual(await read(key), content)
  await utimes(join(root, key), yesterday, yesterday)
  await storage.remove(key, anHourAgo)
  assert.equal(await storage.size(key), undefined)
  assert.deepEqual(await unfinished(), [])
})

test('a finished file is taken over without a copy', async () => {
  const path = join(root, '..', 'received')
  await writeFile(path, 'a large work')
  const { ino } = await stat(path)
  const stored = await storage.adopt('work-files', path)
  assert.equal((await read(stored.key)).toString(), 'a large work')
  assert.equal((await stat(join(root, stored.key))).ino, ino)
  await assert.rejects(stat(path))
})

test('putting again replaces the whole file', async () => {
  await storage.put('other/again', [Buffer.from('a longer one')], limits)
  await storage.put('other/again', [Buffer.from('short')], limits)
  assert.equal((await read('other/again')).toString(), 'short')
})

test('what is not there is not found, and removing it is no error', async () => {
  await assert.rejects(read('other/none'), (thrown) => isRefusal(thrown, 'not-found'))
  assert.equal(await storage.size('other/none'), undefined)
  assert.equal(await storage.size('other'), undefined, 'a folder is no file')
  await storage.remove('other/none', tomorrow())
  await storage.remove('other/three', tomorrow())
  assert.equal(await storage.size('other/three'), undefined)
})

test('a file above the limit is refused and leaves nothing, nor the one it would replace', async () => {
  await storage.put('other/limited', [Buffer.from('old')], limits)
  const tooMuch = storage.put('other/limited', [Buffer.alloc(60), Buffer.alloc(60)], {
    maxBytes: 100,
  })
  await assert.rejects(tooMuch, (thrown) => isRefusal(thrown, 'too-large'))
  assert.equal((await read('other/limited')).toString(), 'old')
  assert.deepEqual(await unfinished(), [])
})

test('a write cut short leaves the old file and no trace', async () => {
  async function* cutShort() {
    yield Buffer.from('half of ')
    throw new Error('the upload ended')
  }
  await storage.put('other/kept', [Buffer.from('old')], limits)
  await assert.rejects(storage.put('other/kept', cutShort(), limits), /the upload ended/)
  assert.equal((await read('other/kept')).toString(), 'old')
  assert.deepEqual(await unfinished(), [])
})

test('a writer killed in the middle leaves the old file in place', async () => {
  await storage.put('other/killed', [Buffer.from('old')], limits)
  const script = `
    import { fileStorage } from '#adapters/storage/files.ts'
    const storage = await fileStorage({ root: process.argv[1], newId: () => 'killed', clock: () => new Date() })
    async function* slow() {
      yield Buffer.from('half of the new one')
      console.log('half')
      await new Promise((done) => setTimeout(done, 60_000))
    }
    await storage.put('other/killed', slow(), { maxBytes: 1000 })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, root])
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
  assert.equal((await read('other/killed')).toString(), 'old')
  await rm(join(root, '.unfinished', 'killed'))
})

test('what a crash left unfinished goes after a day, not before', async () => {
  await writeFile(join(root, '.unfinished', 'old'), 'half')
  await writeFile(join(root, '.unfinished', 'fresh'), 'half')
  const yesterday = new Date(Date.now() - 25 * 3_600_000)
  await utimes(join(root, '.unfinished', 'old'), yesterday, yesterday)
  await openStorage()
  assert.deepEqual(await unfinished(), ['fresh'])
})

test('no key leads outside, whatever it is made of', async () => {
  const outside = join(root, '..', 'secret')
  await writeFile(outside, 'secret')
  const hostile = [
    '../secret',
    'other/../../secret',
    '/etc/passwd',
    './x',
    'other/./x',
    'other//x',
    '',
    'other/',
    '.unfinished/fresh',
    'other/.hidden',
    '..',
    '%2e%2e/secret',
    'other\\..\\secret',
    'a\0b',
    'UPPER/case',
    'other/\u202e',
    `other/${'x'.repeat(101)}`,
    `${'x/'.repeat(120)}x`,
    'ｏｔｈｅｒ/x',
  ]
  for (const key of hostile) {
    await assert.rejects(async () => storage.open(key), RangeError, key)
    await assert.rejects(async () => storage.size(key), RangeError, key)
    await assert.rejects(async () => storage.remove(key, tomorrow()), RangeError, key)
    await assert.rejects(async () => storage.put(key, [Buffer.from('x')], limits), RangeError, key)
    await assert.rejects(async () => storage.keep(key, [Buffer.from('x')], limits), RangeError, key)
  }
  assert.equal(await readFile(outside, 'utf8'), 'secret')
  assert.deepEqual(await unfinished(), ['fresh'])
})

test('any text is either a file below the root or refused', async () => {
  const anyKey = fc.oneof(
    fc.string(),
    fc
      .array(fc.constantFrom('..', '.', '/', 'a', '\\', '%2f', '\0', 'b.c'), { maxLength: 8 })
      .map((parts) => parts.join('')),
  )
  await fc.assert(
    fc.asyncProperty(anyKey, async (key) => {
      try {
        assert.ok(['number', 'undefined'].includes(typeof (await storage.size(key))))
        assert.ok(join(root, key).startsWith(`${root}/`))
      } catch (thrown) {
        assert.ok(thrown instanceof RangeError)
      }
    }),
  )
})

test('a link planted in the storage is not followed, to read or to write', async () => {
  const elsewhere = join(root, '..', 'elsewhere')
  await mkdir(elsewhere)
  await writeFile(join(elsewhere, 'file'), 'secret')
  await symlink(elsewhere, join(root, 'linked'))
  await symlink(join(elsewhere, 'file'), join(root, 'other', 'link'))
  await assert.rejects(read('linked/file'), (thrown) => isRefusal(thrown, 'not-found'))
  await assert.rejects(read('other/link'), (thrown) => isRefusal(thrown, 'not-found'))
  await assert.rejects(storage.put('linked/new', [Buffer.from('x')], limits), RangeError)
  await storage.remove('linked/file', tomorrow())
  assert.deepEqual(await readdir(elsewhere), ['file'])
})

test('nobody but its user and its group may enter the folders or read the files', async () => {
  await storage.put('fresh-folder/inner/file', [Buffer.from('x')], limits)
  const inner = ['fresh-folder', 'fresh-folder/inner', 'fresh-folder/inner/file']
  for (const path of ['', '.unfinished', ...inner]) {
    assert.equal((await stat(join(root, path))).mode & 0o007, 0, path)
  }
})
