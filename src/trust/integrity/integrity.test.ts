import assert from 'node:assert/strict'
import { test } from 'vitest'
import { afterLook, firstStanding } from './alarms.ts'
import { manifestText, readManifest, sha256 } from './manifest.ts'
import { assetsNamedBy, findingsOf } from './page-findings.ts'

const page = Buffer.from('<script src="/assets/pay-1.js"></script>')
const manifest = new Map([['public/pay/index.html', sha256(page)]])
const expected = { file: 'public/pay/index.html', policy: "default-src 'none'" }
const answer = {
  path: '/',
  status: 200,
  headers: { 'content-security-policy': "default-src 'none'" },
  body: page,
}

test('a page that is the released file has no findings', () => {
  assert.deepEqual(findingsOf(answer, expected, manifest), [])
})

test('one changed byte of the page is a finding', () => {
  const body = Buffer.from(page)
  body[3] = (body[3] as number) ^ 1
  assert.equal(findingsOf({ ...answer, body }, expected, manifest).length, 1)
})

test('a wider policy is a finding although the page is the same', () => {
  const headers = { 'content-security-policy': "default-src 'none'; script-src *" }
  assert.equal(findingsOf({ ...answer, headers }, expected, manifest).length, 1)
})

test('a manifest reads back as it was written, and nothing is guessed', () => {
  assert.deepEqual(readManifest(manifestText(manifest)), manifest)
  assert.throws(() => readManifest('abc  x\n'), RangeError)
})

test('scripts and styles are found however they are written', () => {
  const text = `<link rel=stylesheet href=/a.css><SCRIPT type="module" SRC='https://x.example/y.js'>`
  assert.deepEqual(assetsNamedBy(text), ['/a.css', 'https://x.example/y.js'])
})

const silence = { kind: 'page-away' as const, looks: 9 }

test('the same finding alarms once, and again after it was well', () => {
  const look = (findings: string[], at: number) => ({
    look: { kind: 'page-changed' as const, findings },
    silence,
    at,
    alarmId: String(at),
  })
  let now = afterLook(firstStanding(0), look(['changed'], 1))
  now = afterLook(now, look(['changed'], 2))
  assert.equal(now.alarms.length, 1)
  now = afterLook(afterLook(now, look([], 3)), look(['changed'], 4))
  assert.equal(now.alarms.length, 2)
})

test('a blind monitor says so by itself, once', () => {
  let now = firstStanding(0)
  for (let at = 1; at <= silence.looks * 2; at++) {
    now = afterLook(now, { look: null, silence, at, alarmId: String(at) })
  }
  assert.deepEqual(
    now.alarms.map((alarm) => alarm.kind),
    ['page-away'],
  )
})
