import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { test } from 'vitest'
import { seededRandom } from '#lib/random.ts'
import { integer, time } from './der.ts'
import { issue, newAuthority } from './issue.ts'

const random = seededRandom('certificates')
const day = 86_400_000
const now = new Date('2026-11-22T09:00:00Z')
const wish = (name: string, days: number) => ({
  name,
  from: now,
  until: new Date(now.getTime() + days * day),
  serial: random(16),
})
const authority = newAuthority(wish('Shop calls', 3_650))

test('a certificate says who its holder is, until when, and who vouches for it', () => {
  const issued = issue(authority, 'dozo:accounts', wish('accounts', 90))
  const cert = new X509Certificate(issued.cert)
  const above = new X509Certificate(authority.cert)
  assert.equal(cert.subjectAltName, 'URI:dozo:accounts')
  assert.equal(cert.validFrom, 'Nov 22 09:00:00 2026 GMT')
  assert.equal(cert.validTo, 'Feb 20 09:00:00 2027 GMT')
  assert.ok(cert.checkIssued(above) && cert.verify(above.publicKey))
  assert.ok(!cert.verify(new X509Certificate(newAuthority(wish('Shop calls', 9)).cert).publicKey))
  assert.ok(!cert.ca && above.ca)
  assert.deepEqual(cert.keyUsage, ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'])
  assert.equal(cert.publicKey.asymmetricKeyDetails?.namedCurve, 'prime256v1')
})

test('every certificate has a key of its own, readable by nobody who has another', () => {
  const [one, other] = ['a', 'b'].map((name) => issue(authority, `dozo:${name}`, wish(name, 1)))
  assert.notEqual(one!.key, other!.key)
  assert.ok(!one!.key.includes(authority.key.split('\n')[1]!))
})

test('nothing outlives the authority that vouches for it', () => {
  assert.throws(() => issue(authority, 'dozo:vault', wish('vault', 4_000)), RangeError)
})

test('years are written with two digits until 2049, with four from 2050', () => {
  assert.equal(time(new Date('2049-12-31T23:59:59Z')).toString('latin1', 2), '491231235959Z')
  assert.equal(time(new Date('2050-01-01T00:00:00Z')).toString('latin1', 2), '20500101000000Z')
})

test('a number is positive and as short as it can be', () => {
  assert.equal(integer(Buffer.from('00007f', 'hex')).toString('hex'), '02017f')
  assert.equal(integer(Buffer.from('0080', 'hex')).toString('hex'), '02020080')
  assert.equal(integer(Buffer.from('0000', 'hex')).toString('hex'), '020100')
})
