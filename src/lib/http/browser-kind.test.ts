import assert from 'node:assert/strict'
import { test } from 'vitest'
import { browserKind, browserKinds } from './browser-kind.ts'

const said: [kind: string, agent: string][] = [
  ['firefox-windows', '(Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0'],
  ['safari-macos', '(Macintosh; Intel Mac OS X 10_15_7) Version/26.0 Safari/605.1.15'],
  ['chrome-ios', '(iPhone; CPU iPhone OS 26_0) CriOS/140.0 Mobile Safari/604.1'],
  ['chrome-android', '(Linux; Android 16; K) Chrome/140.0 Mobile Safari/537.36'],
  ['edge-windows', '(Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0'],
  ['chrome-linux', '(X11; Linux x86_64) Chrome/140.0 Safari/537.36'],
  ['other-other', ''],
]

test('a browser is known by its maker and system, and by nothing finer', () => {
  for (const [kind, agent] of said) {
    const headers = { 'user-agent': `Mozilla/5.0 ${agent}` }
    assert.equal(browserKind(new Request('http://localhost/', { headers })), kind)
    assert.ok(browserKinds.some((each) => each === kind))
  }
})
