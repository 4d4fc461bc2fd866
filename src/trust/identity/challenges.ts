import { createHash } from 'node:crypto'
import { Refusal } from '#lib/refusal.ts'
import type { Core, Settings } from '#trust/vault/core.ts'
import type { Asked } from './webauthn.ts'

/** What a challenge is asked for; one for another purpose, person or act is another challenge. */
export interface ChallengeFor {
  purpose: 'sign-in' | 'confirm' | 'enrol' | 'act'
  site: 'accounts' | 'console'
  /** Who must answer; null where that is what we want to find out. */
  subject: string | null
  /** Hash of what will be done. */
  act: Buffer | null
}

export const challengeMillis = 5 * 60_000

/** A site's own host is its relying party, no parent domain: one site's key opens no other. */
export function relyingPartyOf(
  { accountsOrigin, consoleOrigin }: Settings,
  site: ChallengeFor['site'],
) {
  const origin = site === 'accounts' ? accountsOrigin : consoleOrigin
  return { origin, relyingParty: new URL(origin).hostname }
}

/**
 * A challenge, and its id. Nothing is stored: the bytes follow from the id under a key of the
 * vault, and the id carries its time, so asking a million times fills nothing.
 *
 * For an act the bytes are a hash over a secret part and the act's hash. Whoever is shown that
 * part later can see for themselves that the passkey signed this act.
 */
export function newChallenge(core: Core, want: ChallengeFor): { challenge: string; bytes: Buffer } {
  const challenge = core.newId()
  return { challenge, bytes: challengeBytes(core, challenge, want) }
}

/** What the authenticator must have signed. Refuses: code-expired. */
export function askedBy(core: Core, challenge: string, want: ChallengeFor): Asked {
  const age = core.clock().getTime() - timeOfId(challenge)
  // Ids of one vault may run ahead of its clock by a few milliseconds.
  if (age < -1_000 || age > challengeMillis) throw new Refusal('code-expired')
  const bytes = challengeBytes(core, challenge, want)
  return { challenge: bytes, ...relyingPartyOf(core.settings, want.site) }
}

function challengeBytes({ ring }: Core, challenge: string, want: ChallengeFor): Buffer {
  const { purpose, site, subject, act } = want
  const secret = ring.mac('pass', 'challenge', challenge, purpose, site, subject ?? '')
  const hash = createHash('sha256').update(secret)
  return (act ? hash.update(act) : hash).digest()
}

/** Milliseconds since 1970 in an id of version 7. */
function timeOfId(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
}
