import type { SentChallenge } from '../passkey-fields.ts'

const waitMillis = 5 * 60 * 1000

/** Asks the person to confirm with a passkey; gives the text for the field `assertion`. */
export async function confirmWithPasskey(
  sent: SentChallenge,
  options: { signal: AbortSignal; quietly: boolean },
): Promise<string> {
  const credential = await navigator.credentials.get({
    signal: options.signal,
    mediation: options.quietly ? 'conditional' : 'optional',
    publicKey: {
      challenge: bytesOf(sent.bytes),
      rpId: sent.relyingParty,
      allowCredentials: sent.credentials.map(descriptor),
      userVerification: 'required',
      timeout: waitMillis,
    },
  })
  const { rawId, response } = credential as PublicKeyCredential
  const answer = response as AuthenticatorAssertionResponse
  return JSON.stringify({
    challenge: sent.challenge,
    credential: textOf(rawId),
    clientData: textOf(answer.clientDataJSON),
    authenticatorData: textOf(answer.authenticatorData),
    signature: textOf(answer.signature),
  })
}

export interface PasskeyOwner {
  /** What the market is called. */
  market: string
  /** By what the device's list of passkeys shows this account. */
  name: string
}

/** Makes a passkey on this device; gives the text for the field `enrolment`. */
export async function makePasskey(sent: SentChallenge, owner: PasskeyOwner): Promise<string> {
  const credential = await navigator.credentials.create({
    publicKey: {
      challenge: bytesOf(sent.bytes),
      rp: { id: sent.relyingParty, name: owner.market },
      user: { id: bytesOf(sent.userHandle), name: owner.name, displayName: owner.name },
      pubKeyCredParams: [
        { type: 'public-key', alg: -7 },
        { type: 'public-key', alg: -8 },
        { type: 'public-key', alg: -257 },
      ],
      excludeCredentials: sent.credentials.map(descriptor),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      attestation: 'none',
      timeout: waitMillis,
    },
  })
  const { rawId, response } = credential as PublicKeyCredential
  const answer = response as AuthenticatorAttestationResponse
  const publicKey = answer.getPublicKey()
  if (!publicKey) throw new Error('this browser does not give the public key')
  return JSON.stringify({
    challenge: sent.challenge,
    credential: textOf(rawId),
    clientData: textOf(answer.clientDataJSON),
    authenticatorData: textOf(answer.getAuthenticatorData()),
    publicKey: textOf(publicKey),
    algorithm: answer.getPublicKeyAlgorithm(),
  })
}

function descriptor(id: string): PublicKeyCredentialDescriptor {
  return { type: 'public-key', id: bytesOf(id) }
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(plain, (character) => character.charCodeAt(0))
}

function textOf(bytes: ArrayBuffer): string {
  const plain = String.fromCharCode(...new Uint8Array(bytes))
  return btoa(plain).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
