import { base64url } from '#lib/base64url.ts'
import type { SentChallenge } from '#sites/ui/passkey-fields.ts'

interface Challenge {
  challenge: string
  bytes: Buffer
  relyingParty: string
  userHandle: Buffer
  credentials: Buffer[]
}

/** A challenge as the passkey island reads it; bytes are base64url. */
export function challengeForBrowser(challenge: Challenge): SentChallenge {
  return {
    challenge: challenge.challenge,
    bytes: base64url(challenge.bytes),
    relyingParty: challenge.relyingParty,
    userHandle: base64url(challenge.userHandle),
    credentials: challenge.credentials.map((each) => base64url(each)),
  }
}
