import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { attachment, safeFileName } from '#lib/http/attachment.ts'

test('a Japanese name arrives as it is, with a plain one beside it', () => {
  assert.equal(
    attachment('春の楽譜.pdf'),
    'attachment; filename="____.pdf"; ' +
      "filename*=UTF-8''%E6%98%A5%E3%81%AE%E6%A5%BD%E8%AD%9C.pdf",
  )
})

test('quotes, folders and line breaks stay inside the name', () => {
  assert.equal(safeFileName('../../etc/"pass\r\nwd"'), '_.._etc__pass__wd_')
  assert.equal(safeFileName('.htaccess'), 'htaccess')
  assert.equal(safeFileName(''), 'file')
})

test('a long name keeps its ending', () => {
  assert.match(safeFileName(`${'あ'.repeat(300)}.epub`), /^あ{200}\.epub$/)
})

test('whatever the name, the header is one line of plain characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const header = attachment(name)
      assert.match(header, /^[\x20-\x7e]+$/)
      const encoded = header.split("UTF-8''")[1]!
      assert.equal(decodeURIComponent(encoded), safeFileName(name))
    }),
  )
})
