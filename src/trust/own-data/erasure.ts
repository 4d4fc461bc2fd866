import { createHash } from 'node:crypto'
import { Refusal } from '#lib/refusal.ts'
import { recentSessionOf } from '#trust/identity/fresh-session.ts'
import type { Core } from '#trust/vault/core.ts'
import { dropping, shredRow } from '#trust/vault/records.ts'
import { sessionOf } from '#trust/vault/sessions.ts'
import type { Writes } from '#trust/vault/writes.ts'

/** Why something outlives the erasure of its person. */
export type Need = 'open-order' | 'tax-document' | 'legal-hold' | 'undelivered-order' | 'owed-money'

export interface Kept {
  what: string
  /** Record id; empty for what is counted only. */
  id: string
  /** Epoch milliseconds; null means now. */
  at: number | null
  need: Need | null
}

const dayMillis = 86_400_000
/** As long as somebody may still pay: a slip for a convenience store runs for days. */
export const openOrderMillis = 7 * dayMillis
/** From payment; with or without erasure. */
export const taxYears = 7
/** One at a time plans what is forgotten, or sets what keeps it; asked for before any person's. */
export const forgettingTurn = 'forgetting'

interface Holdings {
  everyone: string[]
  records: { id: string; kind: string; about: string | null; keepUntil: number | null }[]
  /** Records that others need for now, by the view needed_records. */
  needed: { id: string; need: Need; until: number | null }[]
  orders: { order: string; boundAt: number; paidAt: number | null }[]
  passkeys: string[]
  sessions: string[]
  /** End of the last live hold on this person; null without one. */
  heldUntil: number | null
}

const holdings = {
  name: 'holdings-of-person',
  text: `with me as (select id from subjects where id = $1 or joined = $1)
    select
      array(select id from me order by id) as everyone,
      coalesce((select json_agg(json_build_object('id', id, 'kind', kind, 'about', about,
          'keepUntil', floor(extract(epoch from keep_until) * 1000)) order by id)
        from records where subject_id in (select id from me)), '[]') as records,
      coalesce((select json_agg(distinct jsonb_build_object('id', n.record_id, 'need', n.need,
          'until', floor(extract(epoch from n.until) * 1000)))
        from records r join needed_records n on n.record_id = r.id
        where r.subject_id in (select id from me)), '[]') as needed,
      coalesce((select json_agg(json_build_object('order', b.order_id,
          'boundAt', floor(extract(epoch from b.bound_at) * 1000),
          'paidAt', floor(extract(epoch from p.paid_at) * 1000)) order by b.order_id)
        from bindings b left join paid_orders p using (order_id)
        where b.subject_id in (select id from me)), '[]') as orders,
      array(select encode(credential, 'hex') from passkeys
        where subject_id in (select id from me) order by 1) as passkeys,
      array(select id from sessions where ended_at is null
        and subject_id in (select id from me) order by 1) as sessions,
      (select floor(extract(epoch from max(expires_at)) * 1000)::float8 from legal_holds
        where subject_id in (select id from me) and lifted_at is null
          and expires_at > $2) as "heldUntil"`,
}

async function planOf(core: Core, subject: string, at: Date) {
  const [held] = await core.db.rows<Holdings>(holdings, [subject, at])
  const kept = keptOf(held!, at.getTime())
  const plan = createHash('sha256')
    .update(JSON.stringify([held, kept]))
    .digest('hex')
  return { held: held!, kept, plan }
}

/** What goes at once and what must stay, with its date and reason. Pure. */
export function keptOf(held: Omit<Holdings, 'everyone'>, now: number): Kept[] {
  const { heldUntil } = held
  return keptByRule(held, now).map((kept) =>
    heldUntil !== null && heldUntil > (kept.at ?? now)
      ? { ...kept, at: heldUntil, need: 'legal-hold' }
      : kept,
  )
}

function keptByRule(held: Omit<Holdings, 'everyone'>, now: number): Kept[] {
  const orders = new Map(held.orders.map((order) => [order.order, order]))
  const openUntil = held.orders
    .filter(({ paidAt, boundAt }) => paidAt === null && boundAt + openOrderMillis > now)
    .map(({ boundAt }) => boundAt + openOrderMillis)
  const needed = new Map(held.needed.map((each) => [each.id, each]))
  return held.records.map(({ id, kind, about, keepUntil }): Kept => {
    const pinned = needed.get(id)
    const ends = [pinned?.until, keepUntil].filter((end) => typeof end === 'number')
    // No need makes anything stay longer than its own rule says.
    if (pinned && ends.length > 0) {
      return { what: kind, id, at: Math.min(...ends), need: pinned.need }
    }
    const order = about === null ? undefined : orders.get(about)
    if (kind === 'receipt-name' && order?.paidAt) {
      return { what: kind, id, at: yearsLater(order.paidAt), need: 'tax-document' }
    }
    const isOpen = kind === 'receipt-name' && order && order.boundAt + openOrderMillis > now
    if (isOpen) return { what: kind, id, at: order.boundAt + openOrderMillis, need: 'open-order' }
    if (kind === 'contact' && openUntil.length > 0) {
      return { what: kind, id, at: Math.max(...openUntil), need: 'open-order' }
    }
    return { what: kind, id, at: null, need: null }
  })
}

function yearsLater(millis: number): number {
  const date = new Date(millis)
  date.setUTCFullYear(date.getUTCFullYear() + taxYears)
  return date.getTime()
}

/** What erasing would do, before it is done. Refuses: sign-in-needed. */
export async function erasurePlan(core: Core, { session }: { session: Buffer }) {
  const { subject } = await sessionOf(core, 'accounts', session)
  const { held, kept, plan } = await planOf(core, subject, await core.reckoning.earliest())
  const steps = [
    { what: 'sessions', count: held.sessions.length, at: null, need: null },
    { what: 'passkeys', count: held.passkeys.length, at: null, need: null },
    ...grouped(kept),
  ]
  return { plan, steps: steps.filter(({ count }) => count > 0) }
}

/** One step for each kind and reason, with the latest date. */
function grouped(kept: Kept[]) {
  const steps = new Map<
    string,
    { what: string; count: number; at: number | null; need: Need | null }
  >()
  for (const { what, at, need } of kept) {
    const key = `${what} ${need}`
    const step = steps.get(key) ?? { what, count: 0, at, need }
    step.count += 1
    if (at !== null) step.at = Math.max(step.at ?? at, at)
    steps.set(key, step)
  }
  return [...steps.values()]
}

/**
 * Erases as the plan said: keys of records, passkeys and sessions go in this commit, what is
 * pinned goes on its date. Refuses: sign-in-needed, sign-in-again; cart-changed, for a
 * plan that is another one now.
 */
export async function erase(
  core: Core,
  { session, plan: shown }: { session: Buffer; plan: string },
): Promise<void> {
  const { subject } = await recentSessionOf(core, 'accounts', session)
  const work = async () => {
    const { held, kept, plan } = await planOf(core, subject, await core.reckoning.earliest())
    if (plan !== shown) throw new Refusal('cart-changed', 'the plan is another one now')
    await core.append({
      writes: erasing(held, kept, core.clock()),
      entries: [{ principal: 'accounts', purpose: 'erased', kind: '', subject, about: null }],
    })
  }
  await core.turns.run(forgettingTurn, () => core.turns.run(subject, work))
}

/** A person whose erasure a restore undid goes again, with the dates of that day. */
export async function eraseAgain(core: Core, subject: string, at: Date): Promise<void> {
  const { held, kept } = await planOf(core, subject, at)
  const { shreds: _, ...writes } = erasing(held, kept, at)
  await core.append({
    writes,
    entries: [
      { principal: 'vault', purpose: 'forgotten-again', kind: 'person', subject, about: null },
    ],
  })
}

const forgottenPerson = {
  name: 'forgotten-person',
  text: `select coalesce(joined, id) as person from subjects
    where id = $1 and forgotten_at is not null`,
}

/**
 * A hold ended early: what only it kept of a person who was erased goes now. In a turn of
 * `forgettingTurn`.
 */
export async function planAgain(core: Core, subject: string): Promise<void> {
  const [row] = await core.db.rows<{ person: string }>(forgottenPerson, [subject])
  if (!row) return
  const { held, kept } = await planOf(core, row.person, await core.reckoning.earliest())
  if (kept.length === 0) return
  const { forgetSubjects: _, ...writes } = erasing(held, kept, core.clock())
  await core.append({ writes })
}

/** From the few holds to their people's records; another hold may keep them still. */
const keptByLifted = {
  name: 'kept-by-lifted-holds',
  text: `with live as (select coalesce(s.joined, s.id) as person from legal_holds h
      join subjects s on s.id = h.subject_id where h.lifted_at is null and h.expires_at > $1)
    select distinct coalesce(s.joined, s.id) as person from legal_holds h
      join subjects s on s.id = h.subject_id
      join subjects e on coalesce(s.joined, s.id) in (e.id, e.joined)
      join records r on r.subject_id = e.id
    where h.lifted_at is not null and h.expires_at > $1 and r.need = 'legal-hold'
      and coalesce(s.joined, s.id) not in (select person from live) limit 100`,
}

/**
 * What a lifted hold keeps on, because the vault was killed between the lift and the plan, goes
 * now. In a turn of `forgettingTurn`.
 */
export async function planLiftedAgain(core: Core, now: Date): Promise<void> {
  for (const { person } of await core.db.rows<{ person: string }>(keptByLifted, [now])) {
    await planAgain(core, person)
  }
}

function erasing(held: Holdings, kept: readonly Kept[], now: Date): Writes {
  const at = now.toISOString()
  const pinned = kept.filter((each) => each.at !== null)
  const gone = kept.filter((each) => each.at === null).map(({ id }) => id)
  const { shreds = [], ...dropped } = dropping(gone, now, 'erased')
  // The people are in the shred ledger too: a restored copy forgets them again.
  const people = held.everyone.map((id) =>
    shredRow(id, { kind: 'person', rule: 'erased', at: now }),
  )
  return {
    ...dropped,
    shreds: [...shreds, ...people],
    keepRecords: pinned.map(({ id, at: until, need }) => ({
      id,
      keep_until: new Date(until!).toISOString(),
      need,
    })),
    // Whoever comes again with the same mailbox is somebody new.
    dropMailboxes: pinned.map(({ id }) => ({ record_id: id })),
    dropPasskeys: held.passkeys.map((credential) => ({ credential: `\\x${credential}` })),
    endSessions: held.sessions.map((id) => ({ id, at })),
    forgetSubjects: held.everyone.map((id) => ({ id, at })),
  }
}
