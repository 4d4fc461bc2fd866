import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { letterBounds } from '#trust/letters/limits.ts'
import { kinds } from '#trust/vault/kinds.ts'
import { openings } from '#trust/vault/purposes.ts'

/** `docs/vault.md`, written by hand but for its tables of kinds, purposes and letters. */
export function vaultDocument(root: string): string {
  const page = readFileSync(join(root, 'docs/vault.md'), 'utf8')
  const tables = { kind: kindRows(), purpose: purposeRows(), letter: letterRows() }
  return Object.entries(tables).reduce(
    (text, [name, rows]) => withTable(text, `| ${name} |`, rows),
    page,
  )
}

function kindRows(): string[] {
  const rows = Object.entries(kinds).map(([name, { schema, fields, readers, kept }]) => {
    const quoted = readers.map((reader) => `\`${reader}\``).join(' ')
    return `| \`${name}\` | ${schema} | ${Object.keys(fields).join(', ')} | ${quoted} | ${kept} |`
  })
  return ['| kind | schema | holds | read for | kept |', '|---|---|---|---|---|', ...rows]
}

function purposeRows(): string[] {
  const rows = Object.entries(openings).map(
    ([name, { principal, perHour, perPerson }]) =>
      `| \`${name}\` | ${principal} | ${perHour} | ${perPerson ?? '–'} |`,
  )
  return ['| purpose | for | most in an hour | of one person |', '|---|---|---|---|', ...rows]
}

function letterRows(): string[] {
  const rows = Object.entries(letterBounds).map(
    ([name, { by, most, beyond }]) => `| \`${name}\` | ${by} | ${most} | ${beyond} |`,
  )
  return ['| letter | who can cause it | most | beyond that |', '|---|---|---|---|', ...rows]
}

/** The page with another table in the place of the one that begins so. */
function withTable(page: string, begins: string, rows: string[]): string {
  const lines = page.split('\n')
  const start = lines.findIndex((line) => line.startsWith(begins))
  if (start < 0) throw new RangeError(`docs/vault.md has no table that begins with ${begins}`)
  const end = lines.findIndex((line, at) => at > start && !line.startsWith('|'))
  return lines.toSpliced(start, end - start, ...rows).join('\n')
}
