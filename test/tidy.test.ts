import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import ts from 'typescript'
import { test } from 'vitest'
import { kernelLines } from '#test/tidy/kernel.ts'
import {
  codeLike,
  exportsOf,
  files,
  functionsOf,
  isTest,
  linesOf,
  proseAndCode,
  root,
  scripts,
  textOf,
  treeOf,
} from '#test/tidy/source.ts'

const mostFileLines = 300
const mostFunctionLines = 50
const mostLineLength = 100
const mostKernelLines = 2_000

interface Exceptions {
  files: Record<string, number>
  functions: Record<string, number>
  longLines: Record<string, number>
}
const exceptions: Exceptions = JSON.parse(
  readFileSync(join(root, 'test', 'tidy-exceptions.json'), 'utf8'),
)

/**
 * What is too large and not listed, or larger than its entry, or listed and small by now. The
 * list only shrinks: nothing is added to it, and an entry goes when its file has become tidy.
 */
function notAsListed(found: Map<string, number>, listed: Record<string, number>): string[] {
  const wrong: string[] = []
  for (const [place, size] of found) {
    const allowed = listed[place]
    if (allowed === undefined) wrong.push(`${place}: ${size}; divide it`)
    else if (size > allowed) wrong.push(`${place}: ${size}, was ${allowed}; it must not grow`)
  }
  for (const place of Object.keys(listed)) {
    if (!found.has(place)) wrong.push(`${place} is tidy now; take it out of tidy-exceptions.json`)
  }
  return wrong
}

test('no file is longer than 300 lines', () => {
  const long = scripts
    .map((path): [string, number] => [path, linesOf(path).length])
    .filter(([, lines]) => lines > mostFileLines)
  assert.deepEqual(notAsListed(new Map(long), exceptions.files), [])
})

test('the kernel of the vault can be read in an afternoon: 2,000 lines of code at most', () => {
  const lines = [...kernelLines().values()].reduce((sum, each) => sum + each, 0)
  assert.ok(lines > 1_500 && lines <= mostKernelLines, `${lines} lines`)
})

test('no function is longer than 50 lines', () => {
  const long = new Map<string, number>()
  for (const path of scripts) {
    for (const { name, lines } of functionsOf(path)) {
      const place = `${path}#${name}`
      if (lines > mostFunctionLines) long.set(place, Math.max(lines, long.get(place) ?? 0))
    }
  }
  assert.deepEqual(notAsListed(long, exceptions.functions), [])
})

test('no line is longer than 100 characters, unless it holds a text that cannot be broken', () => {
  const long = new Map<string, number>()
  for (const path of scripts) {
    const count = proseAndCode(path).filter((line) => [...line].length > mostLineLength).length
    if (count > 0) long.set(path, count)
  }
  assert.deepEqual(notAsListed(long, exceptions.longLines), [])
})

test('files and folders are kebab-case nouns of the business', () => {
  const vague = /^(utils?|helpers?|common|managers?|services?|base|misc|shared)$/
  const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/
  const wrong = files.filter((path) =>
    path.split('/').some((part) => {
      const isWellNamed = kebab.test(part) || part === 'README.md'
      return !isWellNamed || part.split(/[.-]/).some((word) => vague.test(word))
    }),
  )
  assert.deepEqual(wrong, [])
})

test('nothing is exported by default, and no file only passes on what others export', () => {
  const wrong = scripts.filter((path) => {
    const { statements } = treeOf(path)
    const passesOn = (each: ts.Statement) =>
      ts.isImportDeclaration(each) || (ts.isExportDeclaration(each) && each.moduleSpecifier)
    const isDefault = (each: ts.Statement) =>
      ts.isExportAssignment(each) ||
      (ts.canHaveModifiers(each) &&
        ts.getModifiers(each)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword))
    const isBarrel = statements.some(ts.isExportDeclaration) && statements.every(passesOn)
    return isBarrel || statements.some(isDefault)
  })
  assert.deepEqual(wrong, [])
})

test('only settings of a process read the environment', () => {
  const mayRead =
    /^src\/processes\/|^bin\/|^sandbox\/[^/]+\/main\.ts$|\/config\.ts$|^db\/[^/]+\.ts$/
  const wrong = scripts
    .filter((path) => !mayRead.test(path) && !isTest(path))
    .filter((path) => codeLike(path, /^process\.env\b/).length > 0)
  assert.deepEqual(wrong, [])
})

test('every form is read strictly, so that no field comes twice or in broken letters', () => {
  const loose = /\.(parseBody|formData)\(/
  const wrong = scripts
    .filter((path) => path.startsWith('src/sites/') && !isTest(path))
    .filter((path) => loose.test(textOf(path)))
  assert.deepEqual(wrong, [], 'read it by readForm of #lib/http/body.ts')
})

test('in the market time, ids and randomness come in as arguments', () => {
  const calls = /^(Date\.now|new Date\(\)|Math\.random|performance\.now)$/
  const names = /^(random(UUID|Bytes|Int)|system(Clock|Ids|Random))$/
  const made = new RegExp(`${calls.source}|${names.source}`)
  const wrong = scripts
    .filter((path) => path.startsWith('src/market/') && !isTest(path))
    .flatMap((path) => codeLike(path, made).map((text) => `${path}: ${text}`))
  assert.deepEqual(wrong, [])
})

test('queries of the market only read, and types run nothing', () => {
  const market = scripts.filter((path) => path.startsWith('src/market/') && !isTest(path))
  const writing = /\.(insertInto|updateTable|deleteFrom|mergeInto)\b|\b(insert into|delete from) /i
  const writers = market
    .filter((path) => basename(path) === 'queries.ts')
    .filter((path) => writing.test(textOf(path)))
  assert.deepEqual(writers, [])
  const running = market
    .filter((path) => basename(path) === 'types.ts')
    .filter((path) => functionsOf(path).length > 0)
  assert.deepEqual(running, [])
})

test('a market folder is flat: only its four reserved files may become folders', () => {
  const flat = /^src\/market\/[^/]+\/((queries|commands|jobs|types)\/)?[^/]+$/
  const deep = files.filter((path) => path.startsWith('src/market/') && !flat.test(path))
  assert.deepEqual(deep, [])
})

test('migrations have a number each, and the first is one', () => {
  const migrations = files.filter((path) => path.startsWith('db/migrations/'))
  assert.ok(migrations.length > 0)
  for (const folder of new Set(migrations.map(dirname))) {
    const numbers = migrations
      .filter((path) => dirname(path) === folder)
      .map((path) => /^(\d{4})-[a-z0-9-]+\.sql$/.exec(basename(path))?.[1])
    assert.ok(!numbers.includes(undefined), folder)
    assert.equal(numbers[0], '0001', folder)
    assert.equal(new Set(numbers).size, numbers.length, folder)
  }
})

test('every row of "Where is…?" leads to a place that exists', () => {
  const path = join(root, 'ARCHITECTURE.md')
  if (!existsSync(path)) return
  const section = /^#+ Where is.*$([\s\S]*?)(?=^#+ |(?![\s\S]))/m.exec(readFileSync(path, 'utf8'))
  const rows = (section?.[1] ?? '')
    .split('\n')
    .filter((line) => /^\|(?![\s-]*\|?[\s|-]*$)/.test(line))
  assert.ok(section === null || rows.length > 1)
  const wrong = rows.slice(1).filter((row) => !leadsSomewhere(row))
  assert.deepEqual(wrong, [])
})

/** A row names files in backticks, and after a script or SQL file what to look for in it. */
function leadsSomewhere(row: string): boolean {
  const quoted = [...row.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text)
  const places = quoted.filter((text) => /^[\w.-]+\/[\w./-]+$/.test(text))
  if (places.length === 0 || !places.every((each) => existsSync(join(root, each)))) return false
  const names = quoted
    .filter((text) => /^\w+(\(\))?$/.test(text))
    .map((text) => text.replace('()', ''))
  return names.every((name) =>
    places.some((each) =>
      /\.tsx?$/.test(each)
        ? exportsOf(each).has(name)
        : /\.\w+$/.test(each) && new RegExp(`\\b${name}\\b`).test(textOf(each)),
    ),
  )
}
