import assert from 'node:assert/strict'
import { test } from 'vitest'
import { addressOf, serverAt } from './admin.ts'

const elsewhere = 'postgres://market_admin:geheim@db.market.example:5433/postgres'

test('a server that asks for TLS is reached by TLS, by every role and with its certificates', () => {
  const asked = `${elsewhere}?sslmode=verify-full&sslrootcert=%2Fetc%2Fdozo%2Fdb.pem`
  const server = serverAt(asked)
  assert.deepEqual(server.tls, { rootCertificates: '/etc/dozo/db.pem' })
  const url = new URL(addressOf({ ...server, user: 'storefront' }, 'dozo_market'))
  assert.equal(url.searchParams.get('sslmode'), 'verify-full')
  assert.equal(url.searchParams.get('sslrootcert'), '/etc/dozo/db.pem')
  assert.deepEqual(serverAt(`${elsewhere}?sslmode=verify-full`).tls, { rootCertificates: null })
})

test('without TLS asked for there is none, and a weaker kind of it is refused', () => {
  assert.equal(serverAt(elsewhere).tls, undefined)
  assert.equal(serverAt(`${elsewhere}?sslmode=disable`).tls, undefined)
  for (const mode of ['prefer', 'require', 'verify-ca', 'no-verify']) {
    assert.throws(() => serverAt(`${elsewhere}?sslmode=${mode}`), /must be verify-full/)
  }
})
