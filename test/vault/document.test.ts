import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'vitest'
import { kinds } from '#trust/vault/kinds.ts'
import { openings } from '#trust/vault/purposes.ts'
import { uses } from '#trust/vault/ring.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/vault.md'), 'utf8')

/** The rows of the table whose first column is called this. */
function rowsUnder(heading: string): string[] {
  const lines = page.split('\n')
  const start = lines.findIndex((line) => line.startsWith(`| ${heading} |`)) + 2
  const end = lines.findIndex((line, at) => at >= start && !line.startsWith('|'))
  return lines.slice(start, end)
}

test('the page tells of every kind of record what the code says of it', () => {
  const told = Object.entries(kinds).map(([name, { readers, kept }]) => {
    return `| \`${name}\` | ${readers.map((reader) => `\`${reader}\``).join(' ')} | ${kept} |`
  })
  assert.deepEqual(rowsUnder('kind'), told)
})

test('the page tells of every purpose who may ask, and how often', () => {
  const told = Object.entries(openings).map(
    ([name, { principal, perHour, perPerson }]) =>
      `| \`${name}\` | ${principal} | ${perHour} | ${perPerson ?? '–'} |`,
  )
  assert.deepEqual(rowsUnder('purpose'), told)
})

test('the page tells of every key in the ring', () => {
  const rows = rowsUnder('key').join('\n')
  for (const use of uses) assert.ok(rows.includes(`\`${use}\``), use)
})
