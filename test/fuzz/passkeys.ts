import assert from 'node:assert/strict'
import fc from 'fast-check'
import { Authenticator } from '#test/vault/authenticator.ts'
import { checkedAssertion, checkedEnrolment } from '#trust/identity/webauthn.ts'

const asked = {
  challenge: Buffer.alloc(32, 9),
  origin: 'http://account.localhost',
  relyingParty: 'account.localhost',
}
const given = { challenge: '', bytes: asked.challenge, relyingParty: asked.relyingParty }
const device = new Authenticator(asked.origin)
const enrolment = device.enrol(given)
const assertion = device.answer(given)
const key = { publicKey: device.publicKey, algorithm: device.algorithm, signCount: 0 }

interface Bent {
  part: string
  at: number
  /** What is added to the byte; 0 cuts there. */
  by: number
}

const bends = (parts: readonly string[]) =>
  fc.array(fc.record({ part: fc.constantFrom(...parts), at: fc.nat(400), by: fc.nat(255) }), {
    minLength: 1,
    maxLength: 4,
  })

function bent<T extends object>(answer: T, changes: Bent[]): T {
  const copy = { ...answer } as Record<string, unknown>
  for (const { part, at, by } of changes) {
    const bytes = Buffer.from(copy[part] as Buffer)
    const place = bytes.length === 0 ? 0 : at % bytes.length
    if (by !== 0 && bytes.length > 0) bytes[place] = (bytes[place]! + by) % 256
    copy[part] = by === 0 ? bytes.subarray(0, place) : bytes
  }
  return copy as T
}

function isSame(one: object, other: object, parts: readonly string[]): boolean {
  const bytes = (answer: object, part: string) => (answer as Record<string, Buffer>)[part]!
  return parts.every((part) => bytes(one, part).equals(bytes(other, part)))
}

const assertionParts = ['clientData', 'authenticatorData', 'signature'] as const

/** Whatever is bent, nothing throws, and only the whole answer is good. */
export const assertionTarget = {
  inputs: bends(assertionParts),
  check(changes: Bent[]): void {
    const tried = bent(assertion, changes)
    const isGood = checkedAssertion(asked, key, tried) !== undefined
    assert.equal(isGood, isSame(tried, assertion, assertionParts))
  },
}

const enrolmentParts = ['clientData', 'authenticatorData', 'publicKey', 'credential'] as const

/** An enrolment is not signed, so parts of it may be others; but not what it answers, nor where. */
export const enrolmentTarget = {
  inputs: bends(enrolmentParts),
  check(changes: Bent[]): void {
    const tried = bent(enrolment, changes)
    const checked = checkedEnrolment(asked, tried)
    if (!checked) return
    const { type, challenge, origin } = JSON.parse(tried.clientData.toString())
    const was = JSON.parse(enrolment.clientData.toString())
    assert.deepEqual([type, challenge, origin], [was.type, was.challenge, was.origin])
  },
}
