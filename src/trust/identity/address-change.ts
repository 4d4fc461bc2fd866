import { base64url } from '#lib/base64url.ts'
import { Refusal } from '#lib/refusal.ts'
import { mailboxRow } from '#trust/bindings/orders.ts'
import type { MailboxLimits } from '#trust/letters/mailbox-limits.ts'
import { letterId, letterRow } from '#trust/letters/outbox.ts'
import { blindIndex, normalAddress } from '#trust/vault/address.ts'
import type { Core } from '#trust/vault/core.ts'
import { open } from '#trust/vault/openings.ts'
import type { PurposeName } from '#trust/vault/purposes.ts'
import { dropping, newRecord, recordColumns, type SealedRecord } from '#trust/vault/records.ts'
import type { EntryDraft } from '#trust/vault/sequencer.ts'
import { hashOfSecret, sessionOf } from '#trust/vault/sessions.ts'
import { hex, type Writes } from '#trust/vault/writes.ts'
import { type Attempts, usedUp } from './attempts.ts'
import { recentSessionOf } from './fresh-session.ts'
import { endingSessionsOf } from './sessions.ts'
import { typedMailbox } from './typed-mailbox.ts'

const hourMillis = 3_600_000
/** A code is typed a while after it was asked for. */
const typingMillis = 10 * 60_000
const atOnce = 100

export interface NewAddress {
  session: Buffer
  address: string
  browserSecret: Buffer
  locale: 'ja' | 'en'
  source: string
}

interface Change {
  id: string
  subject: string
  record: string
  locale: 'ja' | 'en'
  due: Date
  ended: Date | null
}

const columns = `c.id, c.subject_id as subject, c.record_id as record, c.locale,
  c.due_at as due, c.ended_at as ended`

const changeByLink = {
  name: 'address-change-by-link',
  text: `select ${columns} from address_changes c where c.hash = $1`,
}
const changeOfSubject = {
  name: 'address-change-of-subject',
  text: `select ${columns} from address_changes c where c.subject_id = $1 and c.ended_at is null`,
}
/** Not before the old mailbox was written to, however long the mail takes. */
const changesDue = {
  name: 'address-changes-due',
  text: `select ${columns} from address_changes c
    where c.ended_at is null and c.due_at <= $1
      and not exists (select from letters l where l.id = c.letter_id and l.finished_at is null)
    order by c.due_at limit $2`,
}
const memberOfMailbox = {
  name: 'member-of-mailbox',
  text: 'select subject_id as subject from mailboxes where blind_index = $1 and is_member',
}
const contactsAndNew = {
  name: 'contacts-and-new-address',
  text: `select ${recordColumns} from records r
    where r.subject_id = $1 and (r.kind = 'contact' or r.id = $2) limit 100`,
}

/** Mails a code to the new mailbox. Refuses: sign-in-again, bad-input, too-many-tries. */
export async function startAddressChange(core: Core, attempts: Attempts, want: NewAddress) {
  const { subject } = await recentSessionOf(core, 'accounts', want.session)
  const mailbox = typedMailbox(core.ring, want.address)
  return attempts.make({ ...want, purpose: 'new-address', mailbox, order: null, subject })
}

/**
 * The new mailbox is proven: it becomes the member's after a wait, or at once when the old one
 * says so too. A letter to the old one carries the link by which it is stopped.
 *
 * Refuses: sign-in-again, wrong-code, code-expired, too-many-tries, address-taken.
 */
export async function answerAddressChange(
  core: Core,
  { attempts, limits }: { attempts: Attempts; limits: MailboxLimits },
  want: { session: Buffer; attempt: string; browserSecret: Buffer; code: string },
): Promise<{ due: number }> {
  const { subject } = await recentSessionOf(core, 'accounts', want.session, typingMillis)
  const attempt = await attempts.answer({ ...want, purpose: 'new-address' })
  if (attempt.subject !== subject) throw new Refusal('code-expired')
  const taken = await core.db.rows(memberOfMailbox, [attempt.index])
  if (taken.length > 0) throw new Refusal('address-taken')
  // Each is a letter to the old mailbox: whoever has the session must not fill it with them.
  limits.use('own-act', `address ${subject}`)
  const address = await attempts.addressOf(attempt, subject)
  return core.turns.run(subject, async () => {
    const now = core.clock()
    const link = core.random(32)
    const id = core.newId()
    const due = now.getTime() + core.settings.addressWaitHours * hourMillis
    const record = newRecord(core, { kind: 'new-address', subject, value: { address } })
    const letter = noticeOf(core, { id, subject, locale: attempt.locale, due, link })
    const row = {
      id,
      subject_id: subject,
      letter_id: String(letter.id),
      locale: attempt.locale,
      asked_at: now.toISOString(),
      due_at: new Date(due).toISOString(),
      ended_at: null,
      outcome: null,
    }
    const before = await core.db.rows<Change>(changeOfSubject, [subject])
    for (const change of before) await end(core, change, 'stopped', [])
    const outcome = await core.append({
      once: { used_once: attempt.id },
      writes: {
        ...usedUp(attempt, now),
        records: [record],
        letters: [letter],
        addressChanges: [{ ...row, hash: hex(hashOfSecret(link)), record_id: record.id }],
      },
      entries: [entry('accounts', 'address-change-proven', subject)],
    })
    if (outcome === 'already') throw new Refusal('code-expired')
    return { due }
  })
}

function noticeOf(
  core: Core,
  want: { id: string; subject: string; locale: 'ja' | 'en'; due: number; link: Buffer },
) {
  const { id, subject, locale, due, link } = want
  const template = 'address-change-notice'
  const secrets = { code: base64url(link) }
  return letterRow(core, {
    id: letterId(template, id),
    template,
    locale,
    subject,
    facts: { due },
    secrets,
  })
}

/** The change that waits for whoever is signed in. Refuses: sign-in-needed. */
export async function myAddressChange(core: Core, { session }: { session: Buffer }) {
  const { subject } = await sessionOf(core, 'accounts', session)
  const [change] = await core.db.rows<Change>(changeOfSubject, [subject])
  return { due: change?.due.getTime() ?? null }
}

/** Stopped by whoever is signed in; none is no error. Refuses: sign-in-needed. */
export async function cancelAddressChange(core: Core, { session }: { session: Buffer }) {
  const { subject } = await sessionOf(core, 'accounts', session)
  await core.turns.run(subject, async () => {
    const [change] = await core.db.rows<Change>(changeOfSubject, [subject])
    const entries = [entry('accounts', 'address-change-stopped', subject)]
    if (change) await end(core, change, 'stopped', entries)
  })
}

/** What the link in the old mailbox is about. Refuses: ticket-unknown, ticket-used. */
export async function addressChangeOf(core: Core, { link }: { link: Buffer }) {
  const { due } = await byLink(core, link)
  return { due: due.getTime() }
}

/**
 * The old mailbox says no: nothing changes, and whoever is signed in as this person is no more.
 * Refuses: ticket-unknown, ticket-used.
 */
export async function stopAddressChange(core: Core, { link }: { link: Buffer }): Promise<void> {
  const { subject } = await byLink(core, link)
  await core.turns.run(subject, async () => {
    const change = await byLink(core, link)
    const entries = [entry('accounts', 'address-change-stopped', subject)]
    await end(core, change, 'stopped', entries, endingSessionsOf(core, subject))
  })
}

/** The old mailbox says yes: no wait. Refuses: ticket-unknown, ticket-used, address-taken. */
export async function takeAddressChange(core: Core, { link }: { link: Buffer }): Promise<void> {
  const { subject } = await byLink(core, link)
  const outcome = await core.turns.run(subject, async () =>
    changed(core, await byLink(core, link), 'accounts'),
  )
  if (outcome === 'taken') throw new Refusal('address-taken')
}

async function byLink(core: Core, link: Buffer): Promise<Change> {
  const [change] = await core.db.rows<Change>(changeByLink, [hashOfSecret(link)])
  if (!change) throw new Refusal('ticket-unknown')
  if (change.ended) throw new Refusal('ticket-used')
  return change
}

/**
 * Takes the changes whose wait is over, by a clock that is believed. Gives how many were taken; one
 * that cannot be is thrown when the others are.
 */
export async function takeDueAddressChanges(core: Core): Promise<number> {
  const now = await core.reckoning.believed()
  if (!now) return 0
  const due = await core.db.rows<Change>(changesDue, [now, atOnce])
  const faults: unknown[] = []
  let count = 0
  for (const { id, subject } of due) {
    const taking = core.turns.run(subject, async () => {
      const [change] = await core.db.rows<Change>(changeOfSubject, [subject])
      // Another one that was proven while this waited for its turn has its own wait.
      if (change?.id !== id) return
      if ((await changed(core, change, 'vault')) === 'changed') count += 1
    })
    await taking.catch((fault) => faults.push(fault))
  }
  if (faults.length > 0) throw faults[0]
  return count
}

async function changed(core: Core, change: Change, principal: string) {
  const { id, subject, record, locale } = change
  const blobs = await core.db.rows<SealedRecord>(contactsAndNew, [subject, record])
  const fresh = blobs.find((blob) => blob.id === record)
  // Its person was erased meanwhile.
  if (!fresh) return end(core, change, 'stopped', [])
  const opened = await open(core, {
    purpose: 'address-changed',
    subject,
    about: id,
    blobs: [fresh],
  })
  const { address } = opened.one('new-address')!
  const normal = normalAddress(address)
  const { index } = blindIndex(core.ring, normal)
  if ((await core.db.rows(memberOfMailbox, [index])).length > 0) {
    return end(core, change, 'taken', [])
  }
  const contact = newRecord(core, { kind: 'contact', subject, value: { address } })
  const at = core.clock().getTime()
  const letter = letterRow(core, {
    id: letterId('address-changed', id),
    template: 'address-changed',
    locale,
    subject,
    facts: { at },
  })
  const gone = blobs.map((blob) => blob.id)
  await core.append({
    writes: {
      records: [contact],
      mailboxes: [mailboxRow(core, { record: contact.id, subject, normal, isMember: true })],
      letters: [letter],
      ...ending(core, change, 'changed'),
      ...dropping(gone, core.clock(), 'replaced'),
    },
    entries: [entry(principal, 'address-taken', subject)],
  })
  return 'changed'
}

/** Ends a change and destroys the address that waited in it. */
async function end<O extends 'stopped' | 'taken'>(
  core: Core,
  change: Change,
  outcome: O,
  entries: EntryDraft[],
  also: Writes = {},
): Promise<O> {
  await core.append({
    writes: {
      ...also,
      ...ending(core, change, outcome),
      ...dropping([change.record], core.clock(), 'removed'),
    },
    entries,
  })
  return outcome
}

function ending({ clock }: Core, { id }: Change, outcome: string): Writes {
  return { endAddressChanges: [{ id, at: clock().toISOString(), outcome }] }
}

function entry(principal: string, purpose: PurposeName, subject: string): EntryDraft {
  return { principal, purpose, kind: 'new-address', subject, about: null }
}
