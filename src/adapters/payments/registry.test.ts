import assert from 'node:assert/strict'
import { test } from 'vitest'
import { providerRegistry } from '#adapters/payments/registry.ts'
import { sandboxProvider } from '#adapters/payments/sandbox.ts'
import { systemClock } from '#lib/clock.ts'

const first = sandboxProvider({
  origin: 'http://provider.localhost:8081/ignored',
  key: 'a key',
  webhookSecret: 'a secret',
  clock: systemClock,
})
const second = {
  ...first,
  name: 'second',
  methods: ['bank' as never],
  hosts: ['https://pay.example'],
}

test('the first provider that takes a method gets it', () => {
  const providers = providerRegistry([first, { ...second, methods: ['card'] }])
  assert.equal(providers.taking('card')?.name, 'sandbox')
  assert.equal(providers.taking('konbini')?.name, 'sandbox')
  assert.equal(providerRegistry([]).taking('card'), undefined)
})

test('the hand-off may lead to the origins of all providers and nowhere else', () => {
  const { hosts } = providerRegistry([first, second, { ...second, name: 'third' }])
  assert.deepEqual(hosts, ['http://provider.localhost:8081', 'https://pay.example'])
})

test('a name that is not set up, given twice or unfit for the ledger is our mistake', () => {
  assert.throws(() => providerRegistry([first]).named('second'), RangeError)
  assert.throws(() => providerRegistry([first, first]), RangeError)
  assert.throws(() => providerRegistry([{ ...first, name: 'Sand Box' }]), RangeError)
})
