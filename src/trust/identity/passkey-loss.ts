import { base64url } from '#lib/base64url.ts'
import { Refusal } from '#lib/refusal.ts'
import type { MailboxLimits } from '#trust/letters/mailbox-limits.ts'
import { letterId, letterRow } from '#trust/letters/outbox.ts'
import type { Core } from '#trust/vault/core.ts'
import type { PurposeName } from '#trust/vault/purposes.ts'
import { dropping } from '#trust/vault/records.ts'
import { hashOfSecret, sessionOf } from '#trust/vault/sessions.ts'
import { hex, type Writes } from '#trust/vault/writes.ts'
import { passkeyUses } from './passkey-uses.ts'
import { entry, type Passkey, passkeysOfSubject } from './passkeys.ts'
import { endingSessionsOf } from './sessions.ts'

/** How long the owner of a mailbox has to see the letter and say no. */
export const lossWaitMillis = 72 * 3_600_000
const atOnce = 100

interface Loss {
  id: string
  subject: string
  locale: 'ja' | 'en'
  due: Date
  ended: Date | null
}

const columns = `l.id, l.subject_id as subject, l.locale, l.due_at as due, l.ended_at as ended`

const lossByLink = {
  name: 'passkey-loss-by-link',
  text: `select ${columns} from passkey_losses l where l.hash = $1`,
}
const lossOfSubject = {
  name: 'passkey-loss-of-subject',
  text: `select ${columns} from passkey_losses l where l.subject_id = $1 and l.ended_at is null`,
}
/** Not before the letter was sent, however long the mail takes; an erased person has none left. */
const lossesDue = {
  name: 'passkey-losses-due',
  text: `select ${columns} from passkey_losses l
    join subjects s on s.id = l.subject_id and s.forgotten_at is null
    where l.ended_at is null and l.due_at <= $1
      and not exists (select from letters w where w.id = l.letter_id and w.finished_at is null)
    order by l.due_at limit $2`,
}

/**
 * Somebody signed in says that all their passkeys are lost. They are let go of after 72 hours; a
 * letter carries the link that stops it, and any use of one of them stops it too. Told a second
 * time, the first wait goes on. Refuses: sign-in-needed, not-found (there is no passkey),
 * too-many-tries (stopped and said again too often).
 */
export async function losePasskeys(
  core: Core,
  limits: MailboxLimits,
  want: { session: Buffer; locale: 'ja' | 'en' },
): Promise<{ due: number }> {
  const { subject } = await sessionOf(core, 'accounts', want.session)
  return core.turns.run(subject, async () => {
    const [before] = await core.db.rows<Loss>(lossOfSubject, [subject])
    if (before) return { due: before.due.getTime() }
    const passkeys = await core.db.rows<Passkey>(passkeysOfSubject, [subject])
    if (passkeys.length === 0) throw new Refusal('not-found')
    limits.use('own-act', `passkeys ${subject}`)
    const now = core.clock()
    const due = now.getTime() + lossWaitMillis
    const link = core.random(32)
    const id = core.newId()
    const letter = letterRow(core, {
      id: letterId('passkeys-lost', id),
      template: 'passkeys-lost',
      locale: want.locale,
      subject,
      facts: { due },
      secrets: { code: base64url(link) },
    })
    const row = {
      id,
      hash: hex(hashOfSecret(link)),
      subject_id: subject,
      letter_id: String(letter.id),
      locale: want.locale,
      asked_at: now.toISOString(),
      due_at: new Date(due).toISOString(),
      ended_at: null,
      outcome: null,
    }
    await core.append({
      writes: { passkeyLosses: [row], letters: [letter] },
      entries: [told('passkeys-lost', subject)],
    })
    return { due }
  })
}

/** When the passkeys of whoever is signed in are let go of. Refuses: sign-in-needed. */
export async function myPasskeyLoss(core: Core, { session }: { session: Buffer }) {
  const { subject } = await sessionOf(core, 'accounts', session)
  const [loss] = await core.db.rows<Loss>(lossOfSubject, [subject])
  return { due: loss?.due.getTime() ?? null }
}

/** Stopped by whoever is signed in; none is no error. Refuses: sign-in-needed. */
export async function cancelPasskeyLoss(core: Core, { session }: { session: Buffer }) {
  const { subject } = await sessionOf(core, 'accounts', session)
  await core.turns.run(subject, () =>
    core.append({
      writes: stopping(core, subject, 'stopped'),
      entries: [told('passkey-loss-stopped', subject)],
    }),
  )
}

/** What the link in the letter is about. Refuses: ticket-unknown, ticket-used. */
export async function passkeyLossOf(core: Core, { link }: { link: Buffer }) {
  const { due } = await byLink(core, link)
  return { due: due.getTime() }
}

/**
 * The mailbox says no: the passkeys stay, and whoever is signed in as this person is no more.
 * Refuses: ticket-unknown, ticket-used.
 */
export async function stopPasskeyLoss(core: Core, { link }: { link: Buffer }): Promise<void> {
  const { subject } = await byLink(core, link)
  await core.turns.run(subject, async () => {
    await byLink(core, link)
    await core.append({
      writes: { ...stopping(core, subject, 'stopped'), ...endingSessionsOf(core, subject) },
      entries: [told('passkey-loss-stopped', subject)],
    })
  })
}

async function byLink(core: Core, link: Buffer): Promise<Loss> {
  const [loss] = await core.db.rows<Loss>(lossByLink, [hashOfSecret(link)])
  if (!loss) throw new Refusal('ticket-unknown')
  if (loss.ended) throw new Refusal('ticket-used')
  return loss
}

/**
 * Lets go of passkeys whose wait is over, by a clock that is believed; not of one that is being
 * used. Gives of how many people.
 */
export async function letGoOfLostPasskeys(core: Core): Promise<number> {
  const now = await core.reckoning.believed()
  if (!now) return 0
  const due = await core.db.rows<Loss>(lossesDue, [now, atOnce])
  let count = 0
  for (const { subject } of due) {
    await core.turns.run(subject, async () => {
      const passkeys = await core.db.rows<Passkey>(passkeysOfSubject, [subject])
      const credentials = passkeys.map(({ credential }) => credential)
      const [loss] = await core.db.rows<Loss>(lossOfSubject, [subject])
      if (!loss || loss.due > now) return
      const uses = passkeyUses(core)
      if (await uses.unlessUsed(credentials, () => letGo(core, loss, passkeys))) count += 1
    })
  }
  return count
}

/** Every session ends too: whoever signs in next makes the first passkey anew. */
async function letGo(
  core: Core,
  { id, subject, locale }: Loss,
  passkeys: readonly Passkey[],
): Promise<void> {
  const letter = letterRow(core, {
    id: letterId('passkeys-let-go', id),
    template: 'passkeys-let-go',
    locale,
    subject,
    facts: { at: core.clock().getTime() },
  })
  await core.append({
    writes: {
      ...stopping(core, subject, 'let-go'),
      ...endingSessionsOf(core, subject),
      dropPasskeys: passkeys.map(({ credential }) => ({ credential: hex(credential) })),
      letters: [letter],
      ...dropping(
        passkeys.map(({ record }) => record),
        core.clock(),
        'removed',
      ),
    },
    entries: [entry('vault', 'passkeys-let-go', subject, 'passkey')],
  })
}

/** Ends the wait of this person, if there is one; `found`: a passkey was used after all. */
export function stopping(
  { clock }: Pick<Core, 'clock'>,
  subject: string,
  outcome: 'let-go' | 'stopped' | 'found',
): Writes {
  return { endPasskeyLosses: [{ subject_id: subject, at: clock().toISOString(), outcome }] }
}

function told(purpose: PurposeName, subject: string) {
  return entry('accounts', purpose, subject, 'passkey')
}
