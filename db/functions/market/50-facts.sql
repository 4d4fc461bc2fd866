-- What the neighbours may know of an order; who placed it is not known here at all.
-- `state` says what market/orders/states.ts says (test/orders/states.test.ts compares them).
create or replace view order_facts as
  select f.*,
         case
           when f.paid_at is not null then
             case when f.refunded = 0 then 'paid'
                  when f.refunded < f.total then 'partly-refunded'
                  else 'refunded' end
           when f.released_at is not null then
             case when f.late_pending > 0 then 'late-refunding' else 'released' end
           when f.intent_id is null then 'held'
           when f.intent_state in ('created', 'handed-off') then 'awaiting-payment'
           else 'failed'
         end as state,
         s.shop as slip_shop, s.number as slip_number, s.pay_before as slip_pay_before
  from (
  select o.id, o.currency, o.total, o.locale, o.ticket_hash, o.ticket_expires, o.held_at, o.hold_until,
         (select count(*)::integer from order_lines l where l.order_id = o.id) as line_count,
         i.id as intent_id, i.state as intent_state, i.provider, i.method, i.created_at as intent_at,
         case when i.state = 'paid' then i.ended_at end as paid_at,
         r.released_at,
         (select coalesce(sum(amount), 0)::bigint from refunds f
           where f.order_id = o.id and f.state = 'confirmed' and f.reason <> 'late-payment') as refunded,
         (select coalesce(sum(amount), 0)::bigint from refunds f
           where f.order_id = o.id and f.state = 'pending' and f.reason <> 'late-payment') as refund_pending,
         (select coalesce(sum(amount), 0)::bigint from refunds f
           where f.order_id = o.id and f.state = 'pending' and f.reason = 'late-payment') as late_pending
  from orders o
  left join lateral (
    select * from intents i where i.order_id = o.id
    order by (i.state = 'paid') desc, i.created_at desc limit 1
  ) i on true
  left join releases r on r.order_id = o.id
  ) f
  left join slips s on s.intent_id = f.intent_id;

create or replace view order_line_facts as
  select l.order_id, l.position, l.work_id, l.edition_id, l.title, l.price, l.tax_rate, l.commission_rate,
         l.market_share, l.seller_share, l.seller_id, s.name as seller_name, s.handle as seller_handle,
         e.granted_at, e.revoked_at, w.ships
  from order_lines l
  join sellers s on s.id = l.seller_id
  join works w on w.id = l.work_id
  left join entitlements e on e.order_id = l.order_id and e.position = l.position;

create or replace view seller_facts as
  select id, member_id, handle, kind, name, opened_at from sellers;

-- A seller's own money, explained. Ask by account: only that has an index.
create or replace view seller_postings as
  select substring(p.account from 8)::uuid as seller_id, t.id as transaction_id, t.kind, t.order_id,
         t.posted_at, p.currency, p.amount, p.account
  from ledger_postings p join ledger_transactions t on t.id = p.transaction_id
  where p.account like 'seller:%';

-- Money that waits for a person: a payment that is not what was asked, and a refund that the
-- provider refused.
create or replace view unsettled_money as
  select 'mismatch' as kind, e.provider, i.order_id, e.received_at as since, e.event_id as reference,
         e.amount, e.currency, i.amount as expected
  from provider_events e join intents i on i.id = e.intent_id where e.outcome = 'mismatch'
  union all
  select 'refund-refused', i.provider, r.order_id, r.ended_at, r.id::text, r.amount, r.currency, r.amount
  from refunds r join intents i on i.id = r.intent_id where r.state = 'failed';

-- What may be handed out for a bought line: the edition bought and later ones.
create or replace view downloadable_files as
  select l.order_id, l.position, l.work_id, e.id as edition_id, e.number as edition_number, f.upload_id,
         f.position as file_position, f.name, u.bytes, u.storage_key, c.sha256, c.media_type
  from entitlements l
  join editions bought on bought.id = l.edition_id
  join editions e on e.work_id = l.work_id and e.number >= bought.number
  join edition_files f on f.edition_id = e.id
  join uploads u on u.id = f.upload_id
  join upload_checks c on c.upload_id = u.id and c.verdict = 'accepted'
  where l.revoked_at is null;

-- db/generate.ts cannot see that these expressions always have a value; their types follow this.
comment on column order_facts.line_count is 'never null';
comment on column order_facts.refunded is 'never null';
comment on column order_facts.refund_pending is 'never null';
comment on column order_facts.late_pending is 'never null';
comment on column order_facts.state is 'never null';
comment on column order_line_facts.ships is 'never null';
comment on column seller_postings.seller_id is 'never null';
comment on column downloadable_files.sha256 is 'never null: the check is an accepted one';
comment on column downloadable_files.media_type is 'never null: the check is an accepted one';
comment on column unsettled_money.kind is 'never null';
comment on column unsettled_money.provider is 'never null';
comment on column unsettled_money.order_id is 'never null';
comment on column unsettled_money.reference is 'never null';
comment on column unsettled_money.amount is 'never null';
comment on column unsettled_money.currency is 'never null';
comment on column unsettled_money.expected is 'never null';
