import type { BrowserKind } from '#lib/http/browser-kind.ts'
import { Refusal } from '#lib/refusal.ts'
import { subjectRow } from '#trust/bindings/orders.ts'
import { normalAddress } from '#trust/vault/address.ts'
import type { Core } from '#trust/vault/core.ts'
import { dropping, newRecord } from '#trust/vault/records.ts'
import { hashOfSecret, sessionOf } from '#trust/vault/sessions.ts'
import { hex } from '#trust/vault/writes.ts'
import { toldOperators } from './operator-letters.ts'
import {
  type Assertion,
  appendProven,
  challengeFor,
  type Enrolment,
  enrolling,
  type Passkey,
  passkeysOfSubject,
  proofOf,
} from './passkeys.ts'
import { newRecoveryCodes } from './recovery.ts'
import { endingSessionsOf, newSession } from './sessions.ts'

const linkMillis = 24 * 3_600_000

const operatorOrLinks = {
  name: 'operator-or-links',
  text: `select exists (select from subjects where kind = 'operator' and forgotten_at is null) as has,
    array(select hash from operator_links where ended_at is null) as links`,
}

/** A link for the first operator; those given before end. Null once there is an operator. */
export async function firstOperatorLink(core: Core): Promise<{ link: Buffer | null }> {
  return core.turns.run('operators', async () => {
    const [row] = await core.db.rows<{ has: boolean; links: Buffer[] }>(operatorOrLinks, [])
    if (!row || row.has) return { link: null }
    const link = core.random(32)
    const now = core.clock()
    await core.append({
      writes: {
        endLinks: row.links.map((hash) => ({ hash: hex(hash), at: now.toISOString() })),
        operatorLinks: [
          {
            hash: hex(hashOfSecret(link)),
            made_at: now.toISOString(),
            expires_at: new Date(now.getTime() + linkMillis).toISOString(),
            ended_at: null,
            subject_id: null,
            invited_by: null,
          },
        ],
      },
      entries: [
        {
          principal: 'supervisor',
          purpose: 'operator-link-made',
          kind: '',
          subject: null,
          about: null,
        },
      ],
    })
    return { link }
  })
}

/** A link goes with whoever comes back by it, and with whoever invited by it. */
const linkByHash = {
  name: 'link-by-hash',
  text: `select l.expires_at as expires, l.ended_at as ended, l.subject_id as subject
    from operator_links l left join subjects s on s.id = coalesce(l.subject_id, l.invited_by)
    where l.hash = $1 and s.forgotten_at is null`,
}
const linksBack = {
  name: 'links-back',
  text: 'select hash from operator_links where subject_id = $1 and ended_at is null',
}

/** The operator who comes back by it, if any. Refuses: ticket-unknown, -used, -expired. */
async function readLink(core: Core, link: Buffer): Promise<string | null> {
  type Link = { expires: Date; ended: Date | null; subject: string | null }
  const [row] = await core.db.rows<Link>(linkByHash, [hashOfSecret(link)])
  if (!row) throw new Refusal('ticket-unknown')
  if (row.ended) throw new Refusal('ticket-used')
  if (row.expires <= core.clock()) throw new Refusal('ticket-expired')
  return row.subject
}

/** A challenge for whoever holds the link. Refuses: ticket-unknown, ticket-used, ticket-expired. */
export async function operatorEnrolChallenge(core: Core, { link }: { link: Buffer }) {
  await readLink(core, link)
  const handle = hashOfSecret(link).toString('hex')
  return challengeFor(core, { purpose: 'enrol', site: 'console', subject: null, act: null }, handle)
}

/** Makes an operator with their first passkey, and signs them in; the link ends. */
export async function enrolOperator(
  core: Core,
  want: {
    link: Buffer
    name: string
    address: string
    enrolment: Enrolment
    browser: BrowserKind
  },
) {
  normalAddress(want.address)
  return core.turns.run('operators', async () => {
    if (await readLink(core, want.link)) throw new Refusal('ticket-unknown')
    const operator = core.newId()
    const now = core.clock().toISOString()
    const ask = {
      purpose: 'enrol',
      site: 'console',
      subject: null,
      act: null,
      owner: operator,
    } as const
    const passkey = enrolling(core, ask, want.enrolment)
    const value = { name: want.name.trim(), address: want.address.trim() }
    const record = newRecord(core, { kind: 'operator', subject: operator, value })
    const session = newSession(core, {
      audience: 'console',
      subject: operator,
      byPasskey: true,
      browser: want.browser,
    })
    const { codes, rows } = newRecoveryCodes(core, operator)
    await appendProven(core, passkey, {
      writes: {
        recoveryCodes: rows,
        letters: await toldOperators(core, 'enrolled'),
        subjects: [subjectRow(operator, 'operator', now)],
        records: [record, ...(passkey.writes?.records ?? [])],
        sessions: [session.row],
        endLinks: [{ hash: hex(hashOfSecret(want.link)), at: now }],
      },
      entries: [entry('operator-enrolled', operator, 'operator')],
    })
    return { session: session.secret, operator, codes }
  })
}

/**
 * A new passkey for an operator who came back by a recovery code. Those before it go, and so do
 * the other codes, the links they gave, and who signed in meanwhile.
 *
 * Refuses: ticket-unknown, ticket-used, ticket-expired, passkey-needed.
 */
export async function enrolAgain(
  core: Core,
  want: { link: Buffer; enrolment: Enrolment; browser: BrowserKind },
) {
  return core.turns.run('operators', async () => {
    const operator = await readLink(core, want.link)
    if (!operator) throw new Refusal('ticket-unknown')
    const now = core.clock()
    const ask = { purpose: 'enrol', site: 'console', subject: null, act: null } as const
    const passkey = enrolling(core, { ...ask, owner: operator }, want.enrolment)
    const lost = await core.db.rows<Passkey>(passkeysOfSubject, [operator])
    const links = await core.db.rows<{ hash: Buffer }>(linksBack, [operator])
    const { browser } = want
    const asked = { audience: 'console', subject: operator, byPasskey: true, browser } as const
    const session = newSession(core, asked)
    const { codes, rows } = newRecoveryCodes(core, operator)
    const labels = lost.map(({ record }) => record)
    await appendProven(core, passkey, {
      writes: {
        records: passkey.writes?.records ?? [],
        sessions: [session.row],
        dropPasskeys: lost.map(({ credential }) => ({ credential: hex(credential) })),
        dropRecoveryCodes: [{ subject_id: operator }],
        recoveryCodes: rows,
        endLinks: links.map(({ hash }) => ({ hash: hex(hash), at: now.toISOString() })),
        ...endingSessionsOf(core, operator),
        ...dropping(labels, now, 'removed'),
      },
    })
    return { session: session.secret, operator, codes }
  })
}

/** Refuses: passkey-needed, code-expired. */
export async function operatorSignIn(
  core: Core,
  { assertion, browser }: { assertion: Assertion; browser: BrowserKind },
) {
  const want = { purpose: 'sign-in', site: 'console', subject: null, act: null } as const
  const { subject, proven } = await proofOf(core, want, assertion)
  const session = newSession(core, { audience: 'console', subject, byPasskey: true, browser })
  await appendProven(core, proven, {
    writes: { sessions: [session.row] },
    entries: [entry('signed-in', subject)],
  })
  return { session: session.secret, operator: subject }
}

/** Refuses: sign-in-needed. */
export async function operatorOf(core: Core, { session }: { session: Buffer }) {
  const { subject, signedInAt, expiresAt } = await sessionOf(core, 'console', session)
  return {
    operator: subject,
    signedInAt: signedInAt.getTime(),
    expiresAt: expiresAt.getTime(),
  }
}

/** A challenge that is good for this act alone. */
export async function operatorActChallenge(core: Core, want: { session: Buffer; act: Buffer }) {
  const { subject } = await sessionOf(core, 'console', want.session)
  return challengeFor(core, { purpose: 'act', site: 'console', subject, act: want.act })
}

/** An act of the console's own. Refuses: sign-in-needed, passkey-needed. */
export async function verifyOperatorAct(
  core: Core,
  want: { session: Buffer; act: Buffer; kind: string; assertion: Assertion },
) {
  const { subject } = await sessionOf(core, 'console', want.session)
  return verified(core, { ...want, principal: 'console', subject })
}

/** An act that payments is asked for. Refuses: passkey-needed. */
export async function verifyAct(
  core: Core,
  want: { act: Buffer; kind: string; assertion: Assertion },
) {
  const subject = await ownerOf(core, want.assertion.credential)
  return verified(core, { ...want, principal: 'payments', subject })
}

const operatorOfPasskey = {
  name: 'operator-of-passkey',
  text: `select p.subject_id as subject from passkeys p join subjects s on s.id = p.subject_id
    where p.credential = $1 and s.kind = 'operator' and s.forgotten_at is null`,
}

async function ownerOf(core: Core, credential: Buffer): Promise<string> {
  const [row] = await core.db.rows<{ subject: string }>(operatorOfPasskey, [credential])
  if (!row) throw new Refusal('passkey-needed')
  return row.subject
}

async function verified(
  core: Core,
  want: { act: Buffer; kind: string; assertion: Assertion; principal: string; subject: string },
): Promise<{ operator: string }> {
  const { act, kind, principal, subject } = want
  if (!/^[a-z][a-z-]{0,39}$/.test(kind)) throw new Refusal('bad-input', 'kind: must be a word')
  const ask = { purpose: 'act', site: 'console', subject, act } as const
  const { proven } = await proofOf(core, ask, want.assertion)
  await appendProven(core, proven, {
    entries: [{ principal, purpose: 'act-verified', kind, subject, about: null, act }],
  })
  return { operator: subject }
}

function entry(purpose: 'operator-enrolled' | 'signed-in', subject: string, kind = '') {
  return { principal: 'console', purpose, kind, subject, about: null }
}
