import { createHash } from 'node:crypto'
import type { BrowserKind } from '#lib/http/browser-kind.ts'
import { Rates } from '#lib/rates.ts'
import { Refusal } from '#lib/refusal.ts'
import type { Core } from '#trust/vault/core.ts'
import { newRecord } from '#trust/vault/records.ts'
import type { Change, EntryDraft } from '#trust/vault/sequencer.ts'
import { hex, type Row } from '#trust/vault/writes.ts'
import { askedBy, type ChallengeFor, newChallenge, relyingPartyOf } from './challenges.ts'
import { passkeyUses } from './passkey-uses.ts'
import { newSession } from './sessions.ts'
import { type AssertionParts, checkedAssertion, checkedEnrolment } from './webauthn.ts'

export interface Assertion extends AssertionParts {
  challenge: string
  credential: Buffer
}

export interface Enrolment {
  challenge: string
  credential: Buffer
  clientData: Buffer
  authenticatorData: Buffer
  publicKey: Buffer
  algorithm: number
  label: string
}

export interface Passkey {
  credential: Buffer
  subject: string
  record: string
  publicKey: Buffer
  algorithm: number
  signCount: string
  enrolledAt: Date
  usedAt: Date | null
}

const columns = `credential, subject_id as subject, record_id as record, public_key as "publicKey",
  algorithm, sign_count as "signCount", enrolled_at as "enrolledAt", used_at as "usedAt"`

const passkeyByCredential = {
  name: 'passkey-by-credential',
  text: `select ${columns} from passkeys where credential = $1 and relying_party = $2`,
}
export const passkeysOfSubject = {
  name: 'passkeys-of-subject',
  text: `select ${columns} from passkeys where subject_id = $1 order by enrolled_at limit 20`,
}
/** A challenge as pages need it to call the browser. */
export async function challengeFor(core: Core, want: ChallengeFor, handle = want.subject) {
  const known = want.subject ? await core.db.rows<Passkey>(passkeysOfSubject, [want.subject]) : []
  return {
    ...newChallenge(core, want),
    relyingParty: relyingPartyOf(core.settings, want.site).relyingParty,
    userHandle: userHandle(core, handle),
    credentials: known.map(({ credential }) => credential),
  }
}

/** Stands for a person in an authenticator; nobody can tell from it who. */
function userHandle({ ring }: Core, subject: string | null): Buffer {
  return subject ? ring.mac('tag', 'user handle', subject) : Buffer.alloc(0)
}

/**
 * Whose passkey signed this challenge, and what to write so that it counts and counts once.
 * Refuses: passkey-needed for anything that is not exactly right, code-expired.
 */
export function proofOf(
  core: Core,
  want: ChallengeFor,
  assertion: Assertion,
): Promise<{ subject: string; proven: Change }> {
  const check = () => checkedProof(core, want, assertion)
  return passkeyUses(core).whileUsed(assertion.credential, check)
}

async function checkedProof(core: Core, want: ChallengeFor, assertion: Assertion) {
  const { relyingParty } = relyingPartyOf(core.settings, want.site)
  const values = [assertion.credential, relyingParty]
  const [passkey] = await core.db.rows<Passkey>(passkeyByCredential, values)
  const isTheirs = passkey && (want.subject === null || want.subject === passkey.subject)
  if (!isTheirs) throw new Refusal('passkey-needed')
  const signCount = Number(passkey.signCount)
  const asked = askedBy(core, assertion.challenge, want)
  const checked = checkedAssertion(asked, { ...passkey, signCount }, assertion)
  if (!checked) {
    await tellRefused(core, want.site, passkey)
    throw new Refusal('passkey-needed')
  }
  const at = core.clock().toISOString()
  return {
    subject: passkey.subject,
    proven: {
      once: { used_once: assertion.challenge },
      writes: {
        usedOnce: [{ id: assertion.challenge, used_at: at }],
        passkeysUsed: [{ credential: hex(passkey.credential), sign_count: checked.signCount, at }],
        // Whoever uses one has not lost them all.
        endPasskeyLosses: [{ subject_id: passkey.subject, at, outcome: 'found' }],
      },
    },
  }
}

/** When the log was last told of each; nobody needs more than the number of a key to be refused. */
const refusedOf = new WeakMap<Core['ring'], Rates>()

/** Once a minute for each passkey, so that whoever knows its number cannot fill the log. */
async function tellRefused(
  core: Core,
  site: ChallengeFor['site'],
  { credential, subject }: Passkey,
) {
  const rates = refusedOf.get(core.ring) ?? new Rates(core.clock, { most: 1, perMillis: 60_000 })
  refusedOf.set(core.ring, rates)
  if (!rates.takesOne(credential.toString('hex'))) return
  await core.append({ entries: [entry(site, 'passkey-refused', subject)] })
}

/** Writes what a passkey proved with what it allows. Refuses: passkey-needed when used before. */
export async function appendProven(core: Core, proven: Change, allowed: Change): Promise<void> {
  const outcome = await core.append({
    once: { ...proven.once, ...allowed.once },
    writes: { ...proven.writes, ...allowed.writes },
    entries: [...(proven.entries ?? []), ...(allowed.entries ?? [])],
  })
  if (outcome === 'already') throw new Refusal('passkey-needed', 'this answer was used before')
}

/** Signs a member in. Refuses: passkey-needed, code-expired. */
export async function signInByPasskey(
  core: Core,
  { assertion, browser }: { assertion: Assertion; browser: BrowserKind },
) {
  const want = { purpose: 'sign-in', site: 'accounts', subject: null, act: null } as const
  const { subject, proven } = await proofOf(core, want, assertion)
  const { secret, row } = newSession(core, {
    audience: 'accounts',
    subject,
    byPasskey: true,
    browser,
  })
  await appendProven(core, proven, {
    writes: { sessions: [row] },
    entries: [entry('accounts', 'signed-in', subject)],
  })
  return { session: secret, member: subject }
}

/** What enrols a passkey for a person: rows and entry. Refuses: passkey-needed, code-expired. */
export function enrolling(
  core: Core,
  want: ChallengeFor & { owner: string },
  enrolment: Enrolment,
): Change {
  const { site, owner } = want
  const asked = askedBy(core, enrolment.challenge, want)
  const checked = checkedEnrolment(asked, enrolment)
  if (!checked) throw new Refusal('passkey-needed', 'the new passkey does not fit the question')
  const now = core.clock().toISOString()
  const label = newRecord(core, {
    kind: 'passkey',
    subject: owner,
    about: labelId(enrolment.credential),
    value: { label: enrolment.label },
  })
  const row: Row = {
    credential: hex(enrolment.credential),
    subject_id: owner,
    record_id: label.id,
    relying_party: asked.relyingParty,
    public_key: hex(enrolment.publicKey),
    algorithm: enrolment.algorithm,
    sign_count: checked.signCount,
    enrolled_at: now,
    used_at: null,
  }
  return {
    once: { used_once: enrolment.challenge },
    writes: {
      records: [label],
      passkeys: [row],
      usedOnce: [{ id: enrolment.challenge, used_at: now }],
    },
    entries: [entry(site, 'passkey-enrolled', owner, 'passkey')],
  }
}

/** Binds a label to its passkey: an id that follows from the credential. */
function labelId(credential: Buffer): string {
  const hash = createHash('sha256').update(credential).digest('hex')
  const part = (from: number, to: number) => hash.slice(from, to)
  return `${part(0, 8)}-${part(8, 12)}-8${part(13, 16)}-8${part(17, 20)}-${part(20, 32)}`
}

export function entry(
  principal: string,
  purpose: EntryDraft['purpose'],
  subject: string,
  kind = '',
): EntryDraft {
  return { principal, purpose, kind, subject, about: null }
}
