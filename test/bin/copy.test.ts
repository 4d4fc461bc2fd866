import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'vitest'
import { type Copy, copyOf } from '../../bin/checks/copy.ts'

let place: string
let root: string
let copy: Copy

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'dozo-copy-test-'))
  root = join(place, 'root')
  for (const folder of ['src', 'node_modules', '.cache']) {
    mkdirSync(join(root, folder), { recursive: true })
  }
  execFileSync('git', ['init', '-q'], { cwd: root })
  writeFileSync(join(root, '.gitignore'), 'node_modules/\n.cache/\nbuild/\n')
  writeFileSync(join(root, 'src/price.ts'), 'price')
  writeFileSync(join(root, 'src/tax.ts'), 'tax')
  writeFileSync(join(root, '.cache/cover'), 'cover')
  copy = copyOf(root, join(place, 'copy'))
})
afterEach(() => rmSync(place, { recursive: true, force: true }))

const inCopy = (path: string) => join(copy.folder, path)
const textOf = (path: string) => readFileSync(inCopy(path), 'utf8')

test('a copy has what git knows or would take, the cache, and the same packages', () => {
  assert.deepEqual(readdirSync(copy.folder).sort(), ['.cache', '.gitignore', 'node_modules', 'src'])
  assert.equal(textOf('src/price.ts'), 'price')
  assert.equal(textOf('.cache/cover'), 'cover')
  assert.equal(readlinkSync(inCopy('node_modules')), join(root, 'node_modules'))
})

test('nothing that a run changed, added or removed outlives the next restore', () => {
  appendFileSync(inCopy('src/price.ts'), ' broken')
  rmSync(inCopy('src/tax.ts'))
  mkdirSync(inCopy('src/tax.ts'))
  writeFileSync(inCopy('src/tax.ts/inside'), 'not a file any more')
  writeFileSync(inCopy('.cache/cover'), 'drawn by broken code')
  mkdirSync(inCopy('build/public'), { recursive: true })
  writeFileSync(inCopy('build/public/page'), 'built from broken code')
  writeFileSync(inCopy('src/added.ts'), 'added')
  rmSync(inCopy('node_modules'))
  mkdirSync(inCopy('node_modules/of-its-own'), { recursive: true })
  copy.restore()
  assert.deepEqual(readdirSync(copy.folder).sort(), ['.cache', '.gitignore', 'node_modules', 'src'])
  assert.deepEqual(readdirSync(inCopy('src')).sort(), ['price.ts', 'tax.ts'])
  assert.deepEqual(['src/price.ts', 'src/tax.ts', '.cache/cover'].map(textOf), [
    'price',
    'tax',
    'cover',
  ])
  assert.equal(readlinkSync(inCopy('node_modules')), join(root, 'node_modules'))
})

test('a file of the same size and time is not taken for the old one', () => {
  const { atime, mtime } = statSync(inCopy('src/price.ts'))
  writeFileSync(inCopy('src/price.ts'), 'PRICE')
  utimesSync(inCopy('src/price.ts'), atime, mtime)
  copy.restore()
  assert.equal(textOf('src/price.ts'), 'price')
})

test('what changes in the tree meanwhile is in the copy after the next restore', () => {
  writeFileSync(join(root, 'src/price.ts'), 'new price')
  writeFileSync(join(root, 'src/new.ts'), 'new')
  rmSync(join(root, 'src/tax.ts'))
  copy.restore()
  assert.deepEqual(['src/price.ts', 'src/new.ts'].map(textOf), ['new price', 'new'])
  assert.equal(existsSync(inCopy('src/tax.ts')), false)
})
