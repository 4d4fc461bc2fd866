import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { plainWords, safeHtml } from './markdown.ts'

test('a text keeps its paragraphs, lists and emphasis', () => {
  assert.equal(
    safeHtml('**黒猫**の話\n\n- 一\n- 二').replaceAll('\n', ''),
    '<p><strong>黒猫</strong>の話</p><ul><li>一</li><li>二</li></ul>',
  )
})

test('raw HTML stays text', () => {
  const html = safeHtml('<script>alert(1)</script><img src=x onerror=alert(1)>')
  assert.doesNotMatch(html, /<(script|img)/)
})

test('a picture of another server is not shown', () => {
  assert.doesNotMatch(safeHtml('![x](https://elsewhere.example/pixel.png)'), /<img/)
})

test('a link lends nobody our name, and leads nowhere but to the web', () => {
  assert.match(
    safeHtml('[a](https://elsewhere.example)'),
    /<a href="https:\/\/elsewhere.example" rel="nofollow ugc noopener">a<\/a>/,
  )
  assert.doesNotMatch(
    safeHtml('[a](javascript:alert(1)) [b](data:text/html,x)'),
    /href="(java|data)/,
  )
  assert.doesNotMatch(safeHtml('[a](//elsewhere.example)'), /href="\/\//)
})

test('the first heading of a text is not the first of the page', () => {
  assert.equal(safeHtml('# Hello').trim(), '<h2>Hello</h2>')
})

test('the first words have no marks', () => {
  assert.equal(plainWords('# Sea\n\nA *long* & quiet <walk>', 100), 'Sea A long & quiet <walk>')
  assert.equal(plainWords('あいうえお', 3), 'あい…')
})

test('whatever is written, no tag comes out that was not allowed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      for (const [, tag] of safeHtml(text).matchAll(/<\/?([a-z0-9]+)/gi)) {
        assert.match(tag!, /^(p|br|hr|h[2-4]|ul|ol|li|blockquote|strong|em|s|code|pre|a)$/)
      }
    }),
  )
})
