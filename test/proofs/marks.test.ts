import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { newMarks, tracesIn, tracesOf } from './marks.ts'

const { tokens } = newMarks()
const traces = Object.values(tokens).flatMap(tracesOf)

const writings: Record<string, (text: string) => string | Buffer> = {
  'as it is': (text) => text,
  'in hex': (text) => Buffer.from(text).toString('hex'),
  'as Postgres prints bytes': (text) => `\\x${Buffer.from(text).toString('hex')}`,
  'in base64': (text) => Buffer.from(text).toString('base64'),
  'in base64url': (text) => Buffer.from(text).toString('base64url'),
  'percent-encoded': (text) => encodeURIComponent(text),
  'as a form sends it': (text) => new URLSearchParams({ text }).toString(),
  'in JSON': (text) => JSON.stringify({ text }),
  'in UTF-16': (text) => Buffer.from(text, 'utf16le'),
  'quoted-printable in short lines': (text) =>
    encodeURIComponent(text)
      .replaceAll('%', '=')
      .replace(/(.{7})/g, (part) => (/=.?$/.test(part) ? part : `${part}=\r\n`)),
}

for (const [how, write] of Object.entries(writings)) {
  test(`a mark written ${how} is found, wherever it stands`, () => {
    const around = fc.string({ unit: 'grapheme', maxLength: 40 })
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(tokens)),
        around,
        around,
        (token, before, after) => {
          const written = Buffer.from(write(`${before}${token}${after}`) as string)
          assert.notDeepEqual(tracesIn(written, traces), [])
        },
      ),
      { numRuns: 60 },
    )
  })
}

test('where no mark was written, none is found', () => {
  const other = newMarks()
  const text = `${other.mailbox('guest')} ${other.name('receipt')} ${'plain words '.repeat(1000)}`
  for (const write of Object.values(writings)) {
    assert.deepEqual(tracesIn(Buffer.from(write(text) as string), traces), [])
  }
})
