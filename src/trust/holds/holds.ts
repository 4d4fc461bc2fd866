import { Refusal } from '#lib/refusal.ts'
import { type Act, actHash, type HoldReason } from '#trust/identity/acts.ts'
import { newCode, typedCode } from '#trust/identity/codes.ts'
import { type Assertion, appendProven, proofOf } from '#trust/identity/passkeys.ts'
import { forgettingTurn, planAgain } from '#trust/own-data/erasure.ts'
import type { Core } from '#trust/vault/core.ts'
import { sessionOf } from '#trust/vault/sessions.ts'

const dayMillis = 86_400_000
/** A hold that nobody looks at again must end by itself. */
const mostDays = 3 * 366

export interface HoldWanted {
  session: Buffer
  requestId: string
  /** The number of an order, or a management code; never a name. */
  about: string
  reason: HoldReason
  /** Epoch milliseconds. */
  until: number
  assertion: Assertion
}

const personOfOrder = {
  name: 'person-of-order',
  text: `select coalesce(s.joined, s.id) as subject from bindings b
    join subjects s on s.id = b.subject_id where b.order_id = $1`,
}
const personOfCode = {
  name: 'person-of-code',
  text: 'select subject_id as subject from management_codes where code = $1',
}
const orderForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Refuses: not-found. */
async function personMeant(core: Core, about: string): Promise<string> {
  const isOrder = orderForm.test(about)
  const statement = isOrder ? personOfOrder : personOfCode
  const values = [isOrder ? about : typedCode(about)]
  const [row] = await core.db.rows<{ subject: string }>(statement, values)
  if (!row) throw new Refusal('not-found')
  return row.subject
}

const isGone = {
  name: 'is-gone',
  text: `select not exists (select from subjects p join records r on r.subject_id = p.id
    where p.id = $1 or p.joined = $1) as is`,
}

/** Of whom nothing is left, nothing can be held. */
async function refuseGone(core: Core, subject: string): Promise<void> {
  const [row] = await core.db.rows<{ is: boolean }>(isGone, [subject])
  if (row?.is) throw new Refusal('not-found')
}

/**
 * Nothing about this person is forgotten until the hold ends, whatever rules and erasures say.
 * The person is told of it on their own page. Idempotent by `requestId`.
 *
 * Refuses: sign-in-needed, passkey-needed; not-found for an order or code of nobody, or of whom
 * nothing is left; bad-input for an end that has passed, or is more than three years away.
 */
export async function setHold(core: Core, want: HoldWanted): Promise<void> {
  const { requestId, about, reason, until } = want
  const { subject: operator } = await sessionOf(core, 'console', want.session)
  const now = core.clock()
  if (until <= now.getTime() || until > now.getTime() + mostDays * dayMillis) {
    throw new Refusal('bad-input', 'until: must be within three years', { field: 'until' })
  }
  const act = { kind: 'set-hold', requestId, about, reason, until } as const
  await core.turns.run(forgettingTurn, async () => {
    const subject = await personMeant(core, about)
    const proven = await provenBy(core, { operator, act, assertion: want.assertion })
    await refuseGone(core, subject)
    const hold = {
      id: requestId,
      subject_id: subject,
      reason,
      set_at: now.toISOString(),
      set_by: operator,
      expires_at: new Date(until).toISOString(),
      lifted_at: null,
      lifted_by: null,
    }
    await appendProven(core, proven.change, {
      writes: { legalHolds: [hold] },
      entries: [entry('hold-set', reason, { subject, hash: proven.hash })],
    })
  })
}

const holdById = {
  name: 'hold-by-id',
  text: `select subject_id as subject, reason, lifted_at as lifted from legal_holds where id = $1`,
}

/** Refuses: sign-in-needed, passkey-needed, not-found. What only the hold kept goes at once. */
export async function liftHold(
  core: Core,
  want: { session: Buffer; hold: string; assertion: Assertion },
): Promise<void> {
  const { subject: operator } = await sessionOf(core, 'console', want.session)
  type Row = { subject: string; reason: string; lifted: Date | null }
  const [hold] = await core.db.rows<Row>(holdById, [want.hold])
  if (!hold || hold.lifted) throw new Refusal('not-found')
  const { subject, reason } = hold
  const act = { kind: 'lift-hold', hold: want.hold } as const
  const proven = await provenBy(core, { operator, act, assertion: want.assertion })
  const at = core.clock().toISOString()
  await core.turns.run(forgettingTurn, async () => {
    await appendProven(core, proven.change, {
      writes: { liftHolds: [{ id: want.hold, at, by: operator }] },
      entries: [entry('hold-lifted', reason, { subject, hash: proven.hash })],
    })
    await planAgain(core, subject)
  })
}

async function provenBy(
  core: Core,
  { operator, act, assertion }: { operator: string; act: Act; assertion: Assertion },
) {
  const hash = actHash(act)
  const ask = { purpose: 'act', site: 'console', subject: operator, act: hash } as const
  const { proven } = await proofOf(core, ask, assertion)
  return { change: proven, hash }
}

function entry(
  purpose: 'hold-set' | 'hold-lifted',
  kind: string,
  { subject, hash }: { subject: string; hash: Buffer },
) {
  return { principal: 'console', purpose, kind, subject, about: null, act: hash } as const
}

const liveHolds = {
  name: 'live-holds',
  text: `select id, reason, set_at as "setAt", expires_at as until from legal_holds
    where lifted_at is null and expires_at > $1 order by expires_at, id limit 200`,
}

interface HoldRow {
  id: string
  reason: HoldReason
  setAt: Date
  until: Date
}

/** Every live hold, soonest end first; not whose. Refuses: sign-in-needed. */
export async function holdsFor(core: Core, { session }: { session: Buffer }) {
  await sessionOf(core, 'console', session)
  const rows = await core.db.rows<HoldRow>(liveHolds, [core.clock()])
  return { holds: rows.map(({ id, ...row }) => ({ id, ...told(row) })) }
}

const holdsOfPerson = {
  name: 'holds-of-person',
  text: `select h.reason, h.set_at as "setAt", h.expires_at as until
    from legal_holds h join subjects s on s.id = h.subject_id
    where $1 in (s.id, s.joined) and h.lifted_at is null and h.expires_at > $2
    order by h.expires_at limit 20`,
}
const codeOfPerson = {
  name: 'code-of-person',
  text: 'select code from management_codes where subject_id = $1',
}

/**
 * What holds a member's records, and the code by which the market can mean them without a name;
 * made when it is first asked for. Refuses: sign-in-needed.
 */
export async function myHolds(core: Core, { session }: { session: Buffer }) {
  const { subject } = await sessionOf(core, 'accounts', session)
  const rows = await core.db.rows<HoldRow>(holdsOfPerson, [subject, core.clock()])
  return { code: await codeOf(core, subject), holds: rows.map(told) }
}

async function codeOf(core: Core, subject: string): Promise<string> {
  const [known] = await core.db.rows<{ code: string }>(codeOfPerson, [subject])
  if (known) return known.code
  const code = newCode(core.random)
  await core.append({ writes: { managementCodes: [{ code, subject_id: subject }] } })
  const [made] = await core.db.rows<{ code: string }>(codeOfPerson, [subject])
  if (!made) throw new RangeError('a management code was taken already; ask again')
  return made.code
}

function told({ reason, setAt, until }: Omit<HoldRow, 'id'>) {
  return { reason, setAt: setAt.getTime(), until: until.getTime() }
}
