import assert from 'node:assert/strict'
import type { IncomingMessage } from 'node:http'
import { test } from 'vitest'
import { z } from 'zod'
import { readConfig } from '#lib/config.ts'
import { ConfigError } from '#lib/config-error.ts'
import { origins, production, readSettings } from '#processes/config.ts'
import { addressOf, isTrusted } from '#processes/gateway/visitor.ts'
import { readBy } from '#processes/read-by.ts'
import { readStopAt } from '#processes/stop-points.ts'
import { productionRefusals } from '#processes/supervisor/refuse-production.ts'

test('every process reads one list of provider origins alike, with a library or without', () => {
  const value = 'http://provider.localhost:8081, https://checkout.example,'
  const list = ['http://provider.localhost:8081', 'https://checkout.example']
  const env = { PROVIDER_ORIGIN: value }
  assert.deepEqual(readSettings({ PROVIDER_ORIGIN: origins }, env).PROVIDER_ORIGIN, list)
  const schema = z.object({ PROVIDER_ORIGIN: readBy(origins) })
  assert.deepEqual(readConfig(schema, env).PROVIDER_ORIGIN, list)
  assert.deepEqual(readConfig(schema, {}).PROVIDER_ORIGIN, [])
})

test('an origin with a path or of another scheme is refused by both', () => {
  const schema = z.object({ PROVIDER_ORIGIN: readBy(origins) })
  for (const wrong of ['https://checkout.example/', 'data:x', 'https://a.example,checkout']) {
    const env = { PROVIDER_ORIGIN: wrong }
    assert.throws(() => readSettings({ PROVIDER_ORIGIN: origins }, env), ConfigError)
    assert.throws(() => readConfig(schema, env), ConfigError)
  }
})

test('a process that is not told what it runs for takes it for production', () => {
  assert.deepEqual([undefined, '1', '0'].map(production), [true, true, false])
  assert.throws(() => production('yes'), RangeError)
  const point = 'payments:before-session-call'
  assert.throws(() => readStopAt(point, production(undefined)), ConfigError)
  assert.throws(() => readStopAt('payments:anywhere', false), {
    name: 'ConfigError',
    message: /DOZO_STOP_AT must name a stop point, such as/,
  })
  assert.equal(readStopAt(point, production('0')), point)
})

test('the trusted proxy is known through an IPv6 socket and however it is written', () => {
  for (const proxy of ['127.0.0.1', '::ffff:127.0.0.1']) {
    assert.ok(isTrusted('127.0.0.1', proxy) && isTrusted('::ffff:127.0.0.1', proxy))
    assert.ok(!isTrusted('::ffff:127.0.0.2', proxy))
    const socket = { remoteAddress: '::ffff:127.0.0.1' }
    const headers = { 'x-forwarded-for': '203.0.113.9' }
    assert.equal(addressOf({ socket, headers } as unknown as IncomingMessage, proxy), '203.0.113.9')
  }
  assert.ok(!isTrusted('', undefined))
})

test('a production start wants a certificate or a proxy, and says what else is missing', () => {
  const fine = {
    secretsAreForPractice: false,
    hasDemoTown: false,
    providers: 'none',
    smtpUrl: 'smtps://relay.market.example',
    stopAt: undefined,
    hasTls: true,
    origins: { SHOP_ORIGIN: 'https://shop.market.example' },
  }
  assert.deepEqual(productionRefusals(fine), [])
  assert.match(productionRefusals({ ...fine, hasTls: false }).join(), /TLS_KEY, or TRUSTED_PROXY/)
  for (const providers of [undefined, 'sandbox', 'none, sandbox']) {
    assert.match(productionRefusals({ ...fine, providers }).join(), /must name real providers/)
  }
  const http = { SHOP_ORIGIN: 'http://shop.market.example' }
  assert.match(productionRefusals({ ...fine, origins: http }).join(), /^SHOP_ORIGIN must be/)
})
