import { base64url } from '#lib/base64url.ts'
import { Refusal } from '#lib/refusal.ts'
import { allOperators } from '#trust/letters/operators.ts'
import { letterId, letterRow } from '#trust/letters/outbox.ts'
import { normalAddress } from '#trust/vault/address.ts'
import type { Core } from '#trust/vault/core.ts'
import { open } from '#trust/vault/openings.ts'
import { dropping, recordColumns, type SealedRecord } from '#trust/vault/records.ts'
import { hashOfSecret, sessionOf } from '#trust/vault/sessions.ts'
import { hex } from '#trust/vault/writes.ts'
import { type Act, actHash } from './acts.ts'
import { toldOperators } from './operator-letters.ts'
import { type Assertion, appendProven, entry, proofOf } from './passkeys.ts'
import { endingSessionsOf } from './sessions.ts'

const linkMillis = 24 * 3_600_000

async function proven(core: Core, want: { session: Buffer; assertion: Assertion }, what: Act) {
  const { subject } = await sessionOf(core, 'console', want.session)
  const act = actHash(what)
  const ask = { purpose: 'act', site: 'console', subject, act } as const
  const { proven: change } = await proofOf(core, ask, want.assertion)
  return { subject, act, proven: change }
}

/**
 * Mails a link, good once and for a day, by which somebody becomes an operator; the others are
 * told. The address is in that letter only, sealed, and goes with it.
 * Refuses: sign-in-needed, bad-input, passkey-needed.
 */
export async function inviteOperator(
  core: Core,
  want: { session: Buffer; address: string; locale: 'ja' | 'en'; assertion: Assertion },
): Promise<void> {
  normalAddress(want.address)
  const what = { kind: 'invite-operator', address: want.address } as const
  const by = await proven(core, want, what)
  const link = core.random(32)
  const now = core.clock()
  const template = 'operator-invitation'
  const letter = letterRow(core, {
    id: letterId(template, core.newId()),
    template,
    locale: want.locale,
    facts: {},
    secrets: { address: want.address.trim(), code: base64url(link) },
  })
  await appendProven(core, by.proven, {
    writes: {
      operatorLinks: [
        {
          hash: hex(hashOfSecret(link)),
          made_at: now.toISOString(),
          expires_at: new Date(now.getTime() + linkMillis).toISOString(),
          ended_at: null,
          subject_id: null,
          invited_by: by.subject,
        },
      ],
      letters: [letter, ...(await toldOperators(core, 'invited', by.subject))],
    },
    entries: [{ ...entry('console', 'operator-link-made', by.subject), act: by.act }],
  })
}

interface OperatorRow {
  operator: string
  enrolledAt: Date
  usedAt: Date | null
  passkeys: number
  codes: number
}

const operatorRows = {
  name: 'operator-rows',
  text: `select s.id as operator, s.made_at as "enrolledAt",
      (select max(coalesce(e.used_at, e.signed_in_at)) from sessions e where e.subject_id = s.id)
        as "usedAt",
      (select count(*)::int from passkeys p where p.subject_id = s.id) as passkeys,
      (select count(*)::int from recovery_codes c where c.subject_id = s.id and c.used_at is null)
        as codes
    from subjects s where s.kind = 'operator' and s.forgotten_at is null
    order by s.made_at limit 100`,
}
const operatorRecords = {
  name: 'operator-records',
  text: `select ${recordColumns} from records r join subjects s on s.id = r.subject_id
    where r.kind = 'operator' and s.forgotten_at is null limit 100`,
}

/** Who runs the market, by name; the log tells each of them. Refuses: sign-in-needed. */
export async function operatorsFor(core: Core, { session }: { session: Buffer }) {
  const { subject } = await sessionOf(core, 'console', session)
  const rows = await core.db.rows<OperatorRow>(operatorRows, [])
  const blobs = await core.db.rows<SealedRecord>(operatorRecords, [])
  const want = { purpose: 'operators', subject, about: null, blobs, ofMany: true } as const
  const opened = await open(core, want)
  const nameOf = (operator: string) => {
    const blob = blobs.find(({ subject_id }) => subject_id === operator)
    return (blob && opened.by('operator', blob.id)?.name) ?? ''
  }
  return {
    operators: rows.map(({ enrolledAt, usedAt, ...row }) => ({
      ...row,
      name: nameOf(row.operator),
      isMe: row.operator === subject,
      enrolledAt: enrolledAt.getTime(),
      usedAt: usedAt?.getTime() ?? null,
    })),
  }
}

const belongings = {
  name: 'operator-belongings',
  text: `select array(select id from records where subject_id = $1) as records,
    array(select credential from passkeys where subject_id = $1) as passkeys`,
}

/**
 * Takes an operator away: sessions, passkeys, codes and record go in one commit, the others are
 * told. Refuses: sign-in-needed, passkey-needed, not-found, not-allowed (the last one).
 */
export async function removeOperator(
  core: Core,
  want: { session: Buffer; operator: string; assertion: Assertion },
): Promise<void> {
  const { operator } = want
  const by = await proven(core, want, { kind: 'remove-operator', operator })
  await core.turns.run('operators', async () => {
    const all = await allOperators(core)
    if (!all.includes(operator)) throw new Refusal('not-found')
    if (all.length === 1) throw new Refusal('not-allowed', 'the last operator stays')
    type Belongings = { records: string[]; passkeys: Buffer[] }
    const [theirs] = await core.db.rows<Belongings>(belongings, [operator])
    const now = core.clock()
    await appendProven(core, by.proven, {
      writes: {
        dropPasskeys: theirs!.passkeys.map((credential) => ({ credential: hex(credential) })),
        dropRecoveryCodes: [{ subject_id: operator }],
        forgetSubjects: [{ id: operator, at: now.toISOString() }],
        letters: await toldOperators(core, 'removed', operator),
        ...endingSessionsOf(core, operator),
        ...dropping(theirs!.records, now, 'removed'),
      },
      entries: [{ ...entry('console', 'operator-removed', operator), act: by.act }],
    })
  })
}
