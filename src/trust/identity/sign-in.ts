import type { BrowserKind } from '#lib/http/browser-kind.ts'
import { Refusal } from '#lib/refusal.ts'
import { mailboxRow, subjectRow } from '#trust/bindings/orders.ts'
import { mailboxOfOrder } from '#trust/letters/mailbox-key.ts'
import { letterId, letterRow } from '#trust/letters/outbox.ts'
import { normalAddress } from '#trust/vault/address.ts'
import type { Core } from '#trust/vault/core.ts'
import { DatabaseFault } from '#trust/vault/db.ts'
import { passFor } from '#trust/vault/passes.ts'
import type { PurposeName } from '#trust/vault/purposes.ts'
import { dropping, newRecord } from '#trust/vault/records.ts'
import type { Change, EntryDraft } from '#trust/vault/sequencer.ts'
import { type Attempt, type Attempts, usedUp } from './attempts.ts'
import { knownBrowser } from './known-browser.ts'
import { newSession } from './sessions.ts'
import { typedMailbox } from './typed-mailbox.ts'

export interface CodeWanted {
  address: string
  browserSecret: Buffer
  locale: 'ja' | 'en'
  source: string
  known: Buffer | null
}

export interface CodeAnswer {
  attempt: string
  browserSecret: Buffer
  code: string
}

export interface SignInAnswer extends CodeAnswer {
  browser: BrowserKind
}

/** Mails a code for signing in, or for becoming a member. Refuses: bad-input, too-many-tries. */
export function startSignIn(core: Core, attempts: Attempts, want: CodeWanted) {
  const mailbox = typedMailbox(core.ring, want.address)
  return attempts.make({ ...want, purpose: 'sign-in', mailbox, order: null, subject: null })
}

interface Person {
  subject: string
  contact: string
  isMember: boolean
}

const peopleOfMailbox = {
  name: 'people-of-mailbox',
  text: `select m.subject_id as subject, m.record_id as contact, m.is_member as "isMember"
    from mailboxes m join subjects s on s.id = m.subject_id
    where m.blind_index = $1 and s.forgotten_at is null and s.kind <> 'operator'
    order by m.is_member desc limit 500`,
}

/**
 * Signs in whoever proved the mailbox; makes the member if there is none, and gives them the
 * orders that guests with this mailbox placed. Refuses: wrong-code, code-expired, too-many-tries.
 */
export async function answerCode(core: Core, attempts: Attempts, want: SignInAnswer) {
  const attempt = await attempts.answer({ ...want, purpose: 'sign-in' })
  try {
    return await signInProven(core, attempts, attempt, want.browser)
  } catch (error) {
    // Two codes for one new mailbox, answered at once: the second finds the first one's member.
    if (!(error instanceof DatabaseFault) || !error.isConflict) throw error
    return signInProven(core, attempts, attempt, want.browser)
  }
}

async function signInProven(
  core: Core,
  attempts: Attempts,
  attempt: Attempt,
  browser: BrowserKind,
) {
  const people = await core.db.rows<Person>(peopleOfMailbox, [attempt.index])
  const known = people.find(({ isMember }) => isMember)?.subject
  const member = known ?? core.newId()
  // Opened for both, so that the work does not tell who was a member before.
  const address = await attempts.addressOf(attempt, member)
  const made: Change = known ? {} : newMember(core, member, address, attempt.locale)
  const joined = joining(
    core,
    member,
    people.filter(({ isMember }) => !isMember),
  )
  const session = newSession(core, {
    audience: 'accounts',
    subject: member,
    byPasskey: false,
    browser,
  })
  const outcome = await core.append({
    once: { used_once: attempt.id },
    writes: {
      ...usedUp(attempt, core.clock()),
      ...made.writes,
      ...joined.writes,
      sessions: [session.row],
    },
    entries: [...(made.entries ?? []), ...(joined.entries ?? []), entry('signed-in', member)],
  })
  if (outcome === 'already') throw new Refusal('code-expired')
  const keeps = knownBrowser(core.ring, attempt.index!, core.clock())
  return { session: session.secret, member, known: keeps }
}

function newMember(core: Core, member: string, address: string, locale: 'ja' | 'en'): Change {
  const normal = normalAddress(address)
  const contact = newRecord(core, { kind: 'contact', subject: member, value: { address } })
  const welcome = letterRow(core, {
    id: letterId('welcome', member),
    template: 'welcome',
    locale,
    subject: member,
    facts: {},
  })
  return {
    writes: {
      subjects: [subjectRow(member, 'member', core.clock().toISOString())],
      records: [contact],
      mailboxes: [
        mailboxRow(core, { record: contact.id, subject: member, normal, isMember: true }),
      ],
      letters: [welcome],
    },
    entries: [entry('member-made', member, 'contact')],
  }
}

/** The guests' orders become the member's; their address is dropped, the member's is the same. */
function joining(core: Core, member: string, guests: Person[]): Change {
  if (guests.length === 0) return {}
  const pairs = guests.map(({ subject }) => ({ guest: subject, member }))
  return {
    writes: {
      joinGuests: pairs,
      moveBindings: pairs,
      ...dropping(
        guests.map(({ contact }) => contact),
        core.clock(),
        'joined',
      ),
    },
    entries: [entry('guest-joined', member)],
  }
}

function entry(purpose: PurposeName, subject: string, kind = ''): EntryDraft {
  return { principal: 'accounts', purpose, kind, subject, about: null }
}

export interface AccessWanted {
  order: string
  browserSecret: Buffer
  locale: 'ja' | 'en'
  source: string
  known: Buffer | null
}

/**
 * Mails a code to whoever an order is bound to; does the same when it is nobody's, and when its
 * mailbox has had enough of them. Refuses: too-many-tries, for this order and who asks.
 */
export async function startOrderAccess(core: Core, attempts: Attempts, want: AccessWanted) {
  const bound = await mailboxOfOrder(core, want.order)
  const purpose = 'order-access' as const
  return attempts.make({ ...want, purpose, bound, mailbox: null, subject: null })
}

/** A pass to the order, for whoever reads its mailbox. Refuses as `answerCode`. */
export async function answerOrderAccess(core: Core, attempts: Attempts, want: CodeAnswer) {
  const attempt = await attempts.answer({ ...want, purpose: 'order-access' })
  const order = attempt.order!
  const outcome = await core.append({
    once: { used_once: attempt.id },
    writes: usedUp(attempt, core.clock()),
    entries: [
      {
        principal: 'accounts',
        purpose: 'order-access-given',
        kind: '',
        subject: null,
        about: order,
      },
    ],
  })
  if (outcome === 'already') throw new Refusal('code-expired')
  return { order, orderAccess: passFor(core.ring, 'order-access', order, core.clock()) }
}
