import assert from 'node:assert/strict'
import { test } from 'vitest'
import { localPath } from '#lib/http/local-path.ts'

test('a path of the site is kept with its query', () => {
  assert.equal(localPath('/library?page=2'), '/library?page=2')
  assert.equal(localPath('/a/../b'), '/b')
})

test('another host, a scheme or a trick is refused', () => {
  for (const text of [
    undefined,
    '',
    'library',
    '//evil.example',
    '/\\evil.example',
    '/.//evil.example/x',
    '/a/..//evil.example',
    '/%2e//evil.example',
    'https://evil.example/',
    'javascript:alert(1)',
    '/a b',
    '/a\nb',
    `/${'a'.repeat(600)}`,
  ]) {
    assert.equal(localPath(text), undefined)
  }
})
