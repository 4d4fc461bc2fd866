import { createHash } from 'node:crypto'
import { actHash } from '#trust/identity/acts.ts'
import { verifyOperatorAct } from '#trust/identity/operators.ts'
import type { Assertion } from '#trust/identity/passkeys.ts'
import type { Core } from '#trust/vault/core.ts'
import { open } from '#trust/vault/openings.ts'
import { assertPass, passFor, uuidText } from '#trust/vault/passes.ts'
import { recordColumns, type SealedRecord } from '#trust/vault/records.ts'
import { sessionOf } from '#trust/vault/sessions.ts'
import { listHash } from './client.ts'

/**
 * Confirms that an operator may have the addresses of these lists opened, with one passkey over
 * all of them, however many: a pass for each list comes back, good for ten minutes and for that
 * list and operator alone. Refuses: sign-in-needed, passkey-needed.
 */
export async function confirmRecipients(
  core: Core,
  want: {
    session: Buffer
    requestId: string
    reason: string
    lists: Buffer[]
    assertion: Assertion
  },
): Promise<{ passes: Buffer[] }> {
  const { session, requestId, reason, lists, assertion } = want
  const hashes = lists.map((list) => list.toString('hex'))
  const act = actHash({ kind: 'open-recipients', requestId, reason, lists: hashes })
  const asked = { session, act, kind: 'open-recipients', assertion }
  const { operator } = await verifyOperatorAct(core, asked)
  const now = core.clock()
  return {
    passes: lists.map((list) => passFor(core.ring, 'recipients', placeOf(operator, list), now)),
  }
}

const contactsOfPeople = {
  name: 'contacts-of-people',
  text: `select distinct on (r.subject_id) ${recordColumns} from records r
    where r.subject_id = any($1) and r.kind = 'contact'
    order by r.subject_id, r.made_at desc, r.id desc`,
}

/**
 * The addresses of one confirmed list, each opening with its entry on the disk before any of
 * them is given. Whoever has no address any more is left out. A canary is on no list of ours, and
 * is opened like anybody when it is on another's: leaving it out would tell who it is.
 *
 * Refuses: sign-in-needed, ticket-unknown, ticket-expired, not-allowed, over-quota.
 */
export async function openRecipients(
  core: Core,
  { session, people, pass }: { session: Buffer; people: string[]; pass: Buffer },
): Promise<{ recipients: { person: string; address: string }[] }> {
  const { subject: operator } = await sessionOf(core, 'console', session)
  const order = placeOf(operator, listHash(people))
  const want = { kind: 'recipients', pass, order, now: core.clock() } as const
  assertPass(core.ring, { ...want, otherwise: 'not-allowed' })
  const contacts = await core.db.rows<SealedRecord>(contactsOfPeople, [people])
  // All wait for the same few flushes.
  const recipients = await Promise.all(
    contacts.map(async (contact) => {
      const person = contact.subject_id
      const blobs = [contact]
      const opened = await open(core, {
        purpose: 'recipients',
        subject: person,
        about: null,
        blobs,
      })
      return { person, address: opened.one('contact')!.address }
    }),
  )
  return { recipients }
}

/** What a pass names instead of an order: this list, for this operator. */
function placeOf(operator: string, list: Buffer): string {
  const digest = createHash('sha256').update(`${operator}\n`).update(list).digest()
  return uuidText(digest.subarray(0, 16))
}
