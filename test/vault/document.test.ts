import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'vitest'
import { uses } from '#trust/vault/ring.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/vault.md'), 'utf8')

/** The rows of the table whose first column is called this. */
function rowsUnder(heading: string): string[] {
  const lines = page.split('\n')
  const start = lines.findIndex((line) => line.startsWith(`| ${heading} |`)) + 2
  const end = lines.findIndex((line, at) => at >= start && !line.startsWith('|'))
  return lines.slice(start, end)
}

test('the page tells of every key in the ring', () => {
  const rows = rowsUnder('key').join('\n')
  for (const use of uses) assert.ok(rows.includes(`\`${use}\``), use)
})

const threatColumns = '| threat | what stands against it | tried by |'

/** Every row of every table of threats. */
function threats(): { threat: string; triedBy: string }[] {
  const lines = page.split('\n')
  return lines.flatMap((line, at) => {
    if (line !== threatColumns) return []
    const rows = lines.slice(at + 2)
    const end = rows.findIndex((row) => !row.startsWith('|'))
    return rows.slice(0, end).map((row) => {
      const [threat = '', , triedBy = ''] = row.slice(2, -2).split(' | ')
      return { threat, triedBy }
    })
  })
}

test('every threat on the page is tried by a test that is there', () => {
  const rows = threats()
  assert.ok(rows.length > 20)
  for (const { threat, triedBy } of rows) {
    const tests = triedBy.split('; ').map((each) => /^`(.+)` "(.+)"$/.exec(each))
    for (const named of tests) {
      assert.ok(named, `${threat}: names no test as \`path\` "name"`)
      const [, path = '', name = ''] = named
      const file = join(import.meta.dirname, '../..', path)
      const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
      const isThere = [`'${name}'`, `"${name}"`, `\`${name}\``].some((title) =>
        text.includes(title),
      )
      assert.ok(isThere, `${threat}: ${path} has no test "${name}"`)
    }
  }
})
