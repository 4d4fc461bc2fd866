import type { Core } from '#trust/vault/core.ts'
import { dropping, type ShredRule } from '#trust/vault/records.ts'
import type { Writes } from '#trust/vault/writes.ts'
import { forgettingTurn, planLiftedAgain, taxYears } from './erasure.ts'

const atOnce = 500
const dayMillis = 86_400_000
/** An order that nobody paid is nobody's any more. */
const unpaidGuestDays = 30

const recordsOverdue = {
  name: 'records-overdue',
  text: `with held as (select subject_id from legal_holds
      where lifted_at is null and expires_at > $1),
    overdue as (
      select id, subject_id, kind, 'date-reached' as rule from records where keep_until <= $1
      union all
      select r.id, r.subject_id, r.kind, 'guest-unpaid' from subjects s
        join records r on r.subject_id = s.id
        where s.kind = 'guest' and s.joined is null and s.made_at < $2
          and not exists (select from bindings b join paid_orders p using (order_id)
            where b.subject_id = s.id)
      union all
      select r.id, r.subject_id, r.kind, 'receipt-years' from paid_orders p
        join bindings b using (order_id)
        join subjects s on b.subject_id in (s.id, s.joined)
        join records r on r.subject_id = s.id and r.about = p.order_id and r.kind = 'receipt-name'
        where p.paid_at <= (($1::timestamptz at time zone 'UTC') - make_interval(years => $3))
          at time zone 'UTC'
      union all
      select r.id, r.subject_id, r.kind, 'need-ended' from records r
        where r.need in ('undelivered-order', 'owed-money') and not exists (
          select from needed_records n where n.record_id = r.id and n.need = r.need)
      union all
      -- Written while their person was erased: whatever an erasure keeps has a need.
      select r.id, r.subject_id, r.kind, 'erased' from subjects s
        join records r on r.subject_id = s.id
        where s.forgotten_at is not null and r.need is null)
    select distinct on (o.id) o.id, o.subject_id as subject, o.kind, o.rule
    from overdue o join subjects s on s.id = o.subject_id
    where not exists (select from held h where h.subject_id in (s.id, s.joined))
    order by o.id, o.rule limit $4`,
}

/** What may no longer be used for anything, so no entry tells of it. */
const sweepSignIn = {
  name: 'sweep-sign-in',
  text: `with
    a as (update attempts set wrapped = null, sealed = null
      where expires_at <= $1::timestamptz and sealed is not null),
    b as (delete from attempts where made_at < $1::timestamptz - interval '1 day'),
    c as (delete from used_once where used_at < $1::timestamptz - interval '1 day'),
    d as (delete from sessions where expires_at < $1::timestamptz - interval '30 days'),
    e as (delete from letters where finished_at < $1::timestamptz - interval '90 days')
    delete from operator_links where expires_at < $1::timestamptz - interval '30 days'`,
}

/**
 * Destroys what its rule says is over; nothing while the clock is in doubt. Gives how many records
 * went.
 */
export async function forgetOverdue(core: Core): Promise<number> {
  const now = await core.reckoning.believed()
  return now ? core.turns.run(forgettingTurn, () => forgetDueBy(core, now)) : 0
}

async function forgetDueBy(core: Core, now: Date): Promise<number> {
  await planLiftedAgain(core, now)
  const unpaidBefore = new Date(now.getTime() - unpaidGuestDays * dayMillis)
  type Overdue = { id: string; subject: string; kind: string; rule: ShredRule }
  const overdue = await core.db.rows<Overdue>(recordsOverdue, [now, unpaidBefore, taxYears, atOnce])
  if (overdue.length > 0) {
    await core.append({
      writes: droppingByRule(overdue, now),
      entries: overdue.map(({ subject, kind }) => ({
        principal: 'vault',
        purpose: 'forgotten-by-rule',
        kind,
        subject,
        about: null,
      })),
    })
  }
  await core.db.rows(sweepSignIn, [now])
  return overdue.length
}

function droppingByRule(overdue: { id: string; rule: ShredRule }[], now: Date): Writes {
  const shreds = overdue.flatMap(({ id, rule }) => dropping([id], now, rule).shreds ?? [])
  return { dropRecords: overdue.map(({ id }) => ({ id })), shreds }
}
