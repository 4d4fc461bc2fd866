import { Refusal } from '#lib/refusal.ts'
import type { Core } from '#trust/vault/core.ts'
import { type Session, sessionOf } from '#trust/vault/sessions.ts'
import type { Row } from '#trust/vault/writes.ts'
import { type Attempts, usedUp } from './attempts.ts'
import { freshUntil } from './fresh-session.ts'
import { type Assertion, appendProven, challengeFor, proofOf } from './passkeys.ts'

/** Who holds a session of the account pages, until when it is fresh. Refuses: sign-in-needed. */
export async function whoIs(core: Core, { session }: { session: Buffer }) {
  const known = await sessionOf(core, 'accounts', session)
  return {
    member: known.subject,
    byPasskey: known.byPasskey,
    freshUntil: freshUntil(known),
    expiresAt: known.expiresAt.getTime(),
  }
}

/** The row by which a session is fresh again, and from now on one that a passkey opened. */
export function confirmed({ clock }: Core, { id }: Session, byPasskey: boolean): Row {
  return { id, at: clock().toISOString(), by_passkey: byPasskey }
}

/** A challenge for the passkeys of whoever is signed in. Refuses: sign-in-needed. */
export async function confirmChallenge(core: Core, { session }: { session: Buffer }) {
  const { subject } = await sessionOf(core, 'accounts', session)
  return challengeFor(core, confirming(subject))
}

function confirming(subject: string) {
  return { purpose: 'confirm', site: 'accounts', subject, act: null } as const
}

/** Refuses: sign-in-needed, passkey-needed (also for another person's), code-expired. */
export async function confirmByPasskey(
  core: Core,
  want: { session: Buffer; assertion: Assertion },
): Promise<void> {
  const session = await sessionOf(core, 'accounts', want.session)
  const { subject } = session
  const { proven } = await proofOf(core, confirming(subject), want.assertion)
  await appendProven(core, proven, {
    writes: { confirmSessions: [confirmed(core, session, true)] },
    entries: [signedInAgain(subject)],
  })
}

export interface ConfirmWanted {
  session: Buffer
  browserSecret: Buffer
  locale: 'ja' | 'en'
  source: string
}

/**
 * Mails a code to whoever is signed in. Refuses: sign-in-needed, too-many-tries, passkey-needed:
 * whoever has passkeys shows one, so that the mailbox alone is not the account.
 */
export async function startConfirm(core: Core, attempts: Attempts, want: ConfirmWanted) {
  const { subject, hasPasskeys } = await sessionOf(core, 'accounts', want.session)
  if (hasPasskeys) throw new Refusal('passkey-needed')
  return attempts.make({ ...want, purpose: 'confirm', mailbox: null, order: null, subject })
}

/** Refuses: sign-in-needed, passkey-needed, wrong-code, code-expired, too-many-tries. */
export async function answerConfirm(
  core: Core,
  attempts: Attempts,
  want: { session: Buffer; attempt: string; browserSecret: Buffer; code: string },
): Promise<void> {
  const session = await sessionOf(core, 'accounts', want.session)
  if (session.hasPasskeys) throw new Refusal('passkey-needed')
  const attempt = await attempts.answer({ ...want, purpose: 'confirm' })
  if (attempt.subject !== session.subject) throw new Refusal('code-expired')
  const outcome = await core.append({
    once: { used_once: attempt.id },
    writes: {
      ...usedUp(attempt, core.clock()),
      confirmSessions: [confirmed(core, session, false)],
    },
    entries: [signedInAgain(session.subject)],
  })
  if (outcome === 'already') throw new Refusal('code-expired')
}

function signedInAgain(subject: string) {
  const purpose = 'signed-in-again' as const
  return { principal: 'accounts', purpose, kind: '', subject, about: null }
}
