import assert from 'node:assert/strict'
import { test } from 'vitest'
import { systemClock } from '#lib/clock.ts'
import { readConfig } from '#lib/config.ts'
import { ConfigError } from '#lib/config-error.ts'
import { paymentProviders } from '#processes/payment-providers.ts'
import { paymentSettings } from '#processes/payment-settings.ts'

const given = {
  RUN_DIR: '/run/dozo',
  BUILD_DIR: '/opt/dozo',
  SHOP_ORIGIN: 'https://shop.example',
  PAY_ORIGIN: 'https://pay.shop.example',
  PAYMENTS_DATABASE_URL: 'postgres://localhost/market',
  PAYMENT_PROVIDERS: 'sandbox',
  PROVIDER_ORIGIN: 'http://provider.localhost:8081,https://checkout.example',
  SANDBOX_PROVIDER_SECRET_KEY: 'practice-key-of-no-value',
  SANDBOX_PROVIDER_WEBHOOK_SECRET: 'practice-secret-of-no-value',
  DOZO_PRODUCTION: '0',
}

function providersOf(changes: Record<string, string | undefined>) {
  return paymentProviders(readConfig(paymentSettings, { ...given, ...changes }), systemClock)
}

function sentences(changes: Record<string, string | undefined>): string {
  try {
    providersOf(changes)
  } catch (thrown) {
    assert.ok(thrown instanceof ConfigError)
    return thrown.message
  }
  return ''
}

test('the sandbox takes payments in practice, at the first origin of the list', () => {
  const [sandbox, ...others] = providersOf({})
  assert.deepEqual([sandbox?.name, sandbox?.hosts], ['sandbox', ['http://provider.localhost:8081']])
  assert.deepEqual(others, [])
  sandbox?.close()
})

test('payments does not start with the sandbox in production, nor when nobody said which', () => {
  assert.match(sentences({ DOZO_PRODUCTION: '1' }), /sandbox takes no money/)
  assert.match(sentences({ DOZO_PRODUCTION: undefined }), /sandbox takes no money/)
})

test('a provider without an adapter is named in the sentence, and asks for no sandbox key', () => {
  const changes = {
    PAYMENT_PROVIDERS: 'other-pay',
    SANDBOX_PROVIDER_SECRET_KEY: undefined,
    SANDBOX_PROVIDER_WEBHOOK_SECRET: undefined,
    DOZO_PRODUCTION: '1',
  }
  assert.equal(sentences(changes), 'PAYMENT_PROVIDERS: there is no adapter for other-pay yet.')
  assert.match(sentences({ PAYMENT_PROVIDERS: 'sandbox, other-pay' }), /no adapter for other-pay/)
})

test('whatever the sandbox or the list lacks is said by its name', () => {
  assert.match(sentences({ PAYMENT_PROVIDERS: undefined }), /^PAYMENT_PROVIDERS is not set/)
  assert.match(sentences({ PAYMENT_PROVIDERS: ' ,' }), /^PAYMENT_PROVIDERS is wrong: must name/)
  assert.match(sentences({ PROVIDER_ORIGIN: undefined }), /^PROVIDER_ORIGIN is not set/)
  assert.match(
    sentences({ SANDBOX_PROVIDER_SECRET_KEY: undefined }),
    /^SANDBOX_PROVIDER_SECRET_KEY is not set, and the sandbox needs it/,
  )
})

test('a market that says it has none opens, and nothing in it can be paid', () => {
  const changes = { PAYMENT_PROVIDERS: 'none', DOZO_PRODUCTION: '1' }
  assert.deepEqual(providersOf(changes), [])
  assert.match(
    sentences({ ...changes, PAYMENT_PROVIDERS: 'none,other-pay' }),
    /no adapter for none/,
  )
})
