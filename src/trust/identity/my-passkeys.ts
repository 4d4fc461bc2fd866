import { Refusal } from '#lib/refusal.ts'
import type { MailboxLimits } from '#trust/letters/mailbox-limits.ts'
import { letterId, letterRow } from '#trust/letters/outbox.ts'
import type { Core } from '#trust/vault/core.ts'
import { open } from '#trust/vault/openings.ts'
import { dropping, recordColumns, type SealedRecord } from '#trust/vault/records.ts'
import { sessionOf } from '#trust/vault/sessions.ts'
import { hex } from '#trust/vault/writes.ts'
import { challengeMillis } from './challenges.ts'
import { recentSessionOf } from './fresh-session.ts'
import {
  appendProven,
  challengeFor,
  type Enrolment,
  enrolling,
  entry,
  type Passkey,
  passkeysOfSubject,
} from './passkeys.ts'
import { confirmed } from './recency.ts'

const mostPasskeys = 20

const labelsOfSubject = {
  name: 'passkey-labels',
  text: `select ${recordColumns} from records r where r.subject_id = $1 and r.kind = 'passkey'
    limit 100`,
}

/** A challenge for one more passkey. Refuses: sign-in-needed, sign-in-again. */
export async function enrolChallenge(core: Core, { session }: { session: Buffer }) {
  const { subject } = await recentSessionOf(core, 'accounts', session)
  return challengeFor(core, { purpose: 'enrol', site: 'accounts', subject, act: null })
}

/**
 * Adds a passkey to the member who is signed in, and tells them by letter. The session counts as
 * one opened by a passkey from now on. Refuses: sign-in-needed, sign-in-again, passkey-needed,
 * too-many-tries.
 */
export async function enrolPasskey(
  core: Core,
  limits: MailboxLimits,
  want: { session: Buffer; enrolment: Enrolment; locale: 'ja' | 'en' },
): Promise<void> {
  const { subject } = await sessionOf(core, 'accounts', want.session)
  // One at a time: more than are listed could never be removed, and none comes after an erasure.
  await core.turns.run(subject, () => enrolInTurn(core, limits, want))
}

async function enrolInTurn(
  core: Core,
  limits: MailboxLimits,
  want: { session: Buffer; enrolment: Enrolment; locale: 'ja' | 'en' },
): Promise<void> {
  // The challenge was given to a fresh session; the device may take its time.
  const session = await recentSessionOf(core, 'accounts', want.session, challengeMillis)
  const { subject } = session
  const before = await core.db.rows<Passkey>(passkeysOfSubject, [subject])
  if (before.length >= mostPasskeys) throw new Refusal('not-allowed', 'no more than 20 passkeys')
  const ask = { purpose: 'enrol', site: 'accounts', subject, act: null, owner: subject } as const
  const enrolled = enrolling(core, ask, want.enrolment)
  limits.use('new-passkey', subject)
  await appendProven(core, enrolled, {
    writes: {
      confirmSessions: [confirmed(core, session, true)],
      letters: [told(core, 'passkey-added', { ...want, subject })],
    },
  })
}

function told(
  core: Core,
  template: 'passkey-added' | 'passkey-removed',
  { subject, locale }: { subject: string; locale: 'ja' | 'en' },
) {
  const id = letterId(template, core.newId())
  return letterRow(core, {
    id,
    template,
    locale,
    subject,
    facts: { at: core.clock().getTime() },
  })
}

/** The passkeys of whoever is signed in, with the names they gave them. */
export async function myPasskeys(core: Core, { session }: { session: Buffer }) {
  const { subject } = await sessionOf(core, 'accounts', session)
  const passkeys = await core.db.rows<Passkey>(passkeysOfSubject, [subject])
  const blobs = await core.db.rows<SealedRecord>(labelsOfSubject, [subject])
  const opened = await open(core, { purpose: 'my-passkeys', subject, about: null, blobs })
  return {
    passkeys: passkeys.map(({ credential, record, enrolledAt, usedAt }) => ({
      credential,
      label: opened.by('passkey', record)?.label ?? '',
      enrolledAt: enrolledAt.getTime(),
      usedAt: usedAt?.getTime() ?? null,
    })),
  }
}

/** Takes one away and says so by letter. Refuses: sign-in-needed, sign-in-again, not-found. */
export async function removePasskey(
  core: Core,
  want: { session: Buffer; credential: Buffer; locale: 'ja' | 'en' },
): Promise<void> {
  const { subject } = await recentSessionOf(core, 'accounts', want.session)
  const passkeys = await core.db.rows<Passkey>(passkeysOfSubject, [subject])
  const passkey = passkeys.find((each) => each.credential.equals(want.credential))
  if (!passkey) throw new Refusal('not-found')
  await core.append({
    writes: {
      dropPasskeys: [{ credential: hex(want.credential) }],
      letters: [told(core, 'passkey-removed', { ...want, subject })],
      ...dropping([passkey.record], core.clock(), 'removed'),
    },
    entries: [entry('accounts', 'passkey-removed', subject, 'passkey')],
  })
}
