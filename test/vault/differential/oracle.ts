import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import { algorithms, checkedAssertion, checkedEnrolment } from '#trust/identity/webauthn.ts'
import { type Case, origin, relyingParty } from './cases.ts'

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
const expected = (one: Case) => ({
  expectedChallenge: text(one.challenge),
  expectedOrigin: origin,
  expectedRPID: relyingParty,
  requireUserVerification: true,
})

/** SimpleWebAuthn's verdict on an assertion: the new counter, or undefined. */
export async function theirAssertion(one: Case): Promise<number | undefined> {
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      ...expected(one),
      credential: {
        id: text(one.credential),
        publicKey: new Uint8Array(one.key.cose),
        counter: one.storedCount,
      },
      response: {
        id: text(one.credential),
        rawId: text(one.credential),
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: text(one.clientData),
          authenticatorData: text(one.authenticatorData),
          signature: text(one.signature),
        },
      },
    })
    return verified ? authenticationInfo.newCounter : undefined
  } catch {
    return undefined
  }
}

export function ourAssertion(one: Case): number | undefined {
  const asked = { challenge: one.challenge, origin, relyingParty }
  const { spki: publicKey, algorithm } = one.key
  return checkedAssertion(asked, { publicKey, algorithm, signCount: one.storedCount }, one)
    ?.signCount
}

const key = (name: string) => [0x60 + name.length, ...Buffer.from(name)]

/** `{fmt: "none", attStmt: {}, authData}` in CBOR. */
function attestation(data: Buffer): Buffer {
  const head = Buffer.from([0xa3, ...key('fmt'), ...key('none'), ...key('attStmt'), 0xa0])
  const length = Buffer.from([0x59, data.length >> 8, data.length & 255])
  return Buffer.concat([head, Buffer.from(key('authData')), length, data])
}

export async function theirEnrolment(one: Case): Promise<number | undefined> {
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      ...expected(one),
      supportedAlgorithmIDs: [...algorithms],
      response: {
        id: text(one.credential),
        rawId: text(one.credential),
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: text(one.clientData),
          attestationObject: text(attestation(one.authenticatorData)),
        },
      },
    })
    return verified ? registrationInfo.credential.counter : undefined
  } catch {
    return undefined
  }
}

export function ourEnrolment(one: Case): number | undefined {
  const asked = { challenge: one.challenge, origin, relyingParty }
  const { spki: publicKey, algorithm } = one.key
  return checkedEnrolment(asked, { ...one, publicKey, algorithm })?.signCount
}
