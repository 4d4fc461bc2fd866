import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { fixedClock } from '#lib/clock.ts'
import { logger } from '#lib/log.ts'
import { maskPersonal } from '#lib/mask.ts'

function rig() {
  const lines: string[] = []
  const log = logger('storefront', (line) => lines.push(line), fixedClock('2026-04-01T00:00:00Z'))
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '') }
}

test('an event is one line of JSON with its moment, level and process', () => {
  const { log, lines, last } = rig()
  log.info('order-held', { lines: 2, total: 1200n, note: 'a\nb', held: new Date(0) })
  assert.deepEqual(last(), {
    at: '2026-04-01T00:00:00.000Z',
    level: 'info',
    process: 'storefront',
    event: 'order-held',
    lines: 2,
    total: '1200',
    note: 'a\nb',
    held: '1970-01-01T00:00:00.000Z',
  })
  assert.equal(lines[0]?.split('\n').length, 2)
})

test('whatever says who somebody is does not reach the line', () => {
  const personal = [
    'aiko@example.jp',
    'aiko＠example.jp',
    'aiko%40example.jp',
    '愛子@例え.jp',
    '4242 4242 4242 4242',
    '4242424242424242',
    '090-1234-5678',
    '０９０－１２３４－５６７８',
    '03(1234)5678',
    '+81 90 1234 5678',
    '09012345678',
    '1234567890',
  ]
  const { log, lines } = rig()
  for (const each of personal) {
    log.warn('wrong', { text: `was ${each}, sorry`, list: [each], object: { deep: each } })
    log.error(`wrong ${each}`, { error: new Error(`bad ${each}`, { cause: new Error(each) }) })
    log.info('field', { [each]: 1 })
    assert.ok(!lines.join('').includes(each), each)
  }
  log.info('number', { card: 4242424242424242, big: 4242424242424242n })
  assert.ok(!lines.join('').includes('42424242'))
})

test('what helps to find a fault stays readable', () => {
  for (const plain of [
    '0192d8a0-6c1e-7234-8234-123456789012',
    'order 00000000-0000-7000-8000-000000000001 held',
    '2026-04-01T00:00:00.000Z',
    'at Module.run (file:///app/node_modules/@hono/node-server/index.mjs:1024:15)',
    '127.0.0.1:8080',
    '¥12,000',
  ]) {
    assert.equal(maskPersonal(plain), plain)
  }
  const { log, last } = rig()
  log.info('paid', { millis: 1775001600000, amount: 98_000_000_000n })
  assert.equal(last().millis, 1775001600000)
  assert.equal(last().amount, '98000000000')
})

test('an error brings its name, message and place, not what a driver hung on it', () => {
  const { log, last, lines } = rig()
  const error = Object.assign(new TypeError('no'), { detail: 'Key (name)=(Aiko)', code: '23505' })
  log.error('fault', { error, reference: 'abc' })
  const logged = last().error
  assert.deepEqual([logged.name, logged.message, logged.code], ['TypeError', 'no', '23505'])
  assert.match(logged.at[0], /log\.test/)
  assert.ok(!lines.join('').includes('Aiko'))
})

test('no field can pose as the level, process or event', () => {
  const { log, last } = rig()
  log.info('real', { event: 'false', level: 'false', process: 'false', at: 'false' })
  assert.equal(last().event, 'real')
  assert.equal(last().level, 'info')
})

test('whatever is passed, one line of bounded length comes out', () => {
  const { log, lines } = rig()
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.anything({ withBigInt: true })), (fields) => {
      lines.length = 0
      log.error('any', fields)
      assert.equal(lines.length, 1)
      JSON.parse(lines[0] ?? '')
      assert.ok((lines[0] ?? '').length < 100_000)
    }),
  )
})
