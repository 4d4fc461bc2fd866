-- The last commit of a purchase: the provider's event (once), the ledger, the sale, the entitlement,
-- and the word to the vault, all or nothing. Called for a webhook and for a sweep alike.
-- Outcomes: finished; already (this event, or this intent, is booked); mismatch (amount or currency
-- differ: nothing is booked, a person must look); late (money for an order given up whose copies are
-- gone or which the same cart has bought since, or for an order paid by another intent: booked as owed
-- back, a refund is pending).
-- A payment brings its session since; without this line a database from before would have both.
drop function if exists finish_payment(text, text, text, uuid, bigint, text, timestamptz, uuid, uuid);
create or replace function finish_payment(
  p_provider text, p_event text, p_kind text, p_intent uuid, p_amount bigint, p_currency text,
  p_now timestamptz, p_transaction uuid, p_refund uuid,
  p_session text default null
) returns text
language plpgsql security definer set search_path = public set enable_seqscan = off as $$
declare
  v_facts   record;
  v_order   uuid;
  v_outcome text := 'finished';
begin
  select id into v_order from orders
    where id = (select order_id from intents where id = p_intent) for update;
  if not found then
    raise exception 'not-found' using errcode = 'DZ001';
  end if;
  select i.state, i.amount, i.currency, i.provider,
         exists (select 1 from ledger_transactions where kind = 'sale' and reference = p_intent)
           or exists (select 1 from ledger_transactions where kind = 'late-payment' and reference = p_intent)
           as is_booked,
         (select other.state = 'paid' from intents other where other.order_id = v_order
           and other.id <> p_intent and other.state in ('created', 'handed-off', 'paid')) as other_is_paid,
         exists (select 1 from releases where order_id = v_order) as is_released
    into v_facts from intents i where i.id = p_intent;

  if v_facts.state = 'paid' or v_facts.is_booked then
    v_outcome := 'already';
  elsif v_facts.amount <> p_amount or v_facts.currency <> p_currency or v_facts.provider <> p_provider then
    v_outcome := 'mismatch';
  elsif v_facts.other_is_paid then
    v_outcome := 'late';
  elsif v_facts.is_released and not take_again(v_order) then
    v_outcome := 'late';
  end if;

  insert into provider_events (provider, event_id, intent_id, kind, amount, currency, received_at, outcome)
    values (p_provider, p_event, p_intent, p_kind, p_amount, p_currency, p_now, v_outcome)
    on conflict do nothing;
  if v_outcome in ('already', 'mismatch') then
    return v_outcome;
  elsif not found and not exists (select 1 from provider_events
      where provider = p_provider and event_id = p_event and intent_id = p_intent) then
    raise exception 'event % was booked with another intent', p_event using errcode = 'DZ102';
  end if;

  if v_outcome = 'late' then
    -- With its session, because without one the money could not be given back.
    update intents set state = 'expired', ended_at = p_now, session = coalesce(session, p_session)
      where id = p_intent;
    insert into ledger_transactions (id, kind, reference, order_id, posted_at)
      values (p_transaction, 'late-payment', p_intent, v_order, p_now);
    insert into ledger_postings (transaction_id, position, account, currency, amount) values
      (p_transaction, 1, 'provider:' || p_provider, p_currency, -p_amount),
      (p_transaction, 2, 'market:unallocated', p_currency, p_amount);
    insert into refunds (id, request_id, order_id, intent_id, amount, currency, reason, requested_at, ask_after)
      values (p_refund, p_refund, v_order, p_intent, p_amount, p_currency, 'late-payment', p_now, p_now);
    return 'late';
  end if;

  -- Another intent may have been opened since: it is closed, and if it is paid too, that money is late.
  if v_facts.other_is_paid is not null then
    update intents set state = 'expired', ended_at = p_now
      where order_id = v_order and id <> p_intent and state in ('created', 'handed-off');
  end if;
  perform book_sales(json_build_array(json_build_object('intent', p_intent, 'order_id', v_order,
    'provider', p_provider, 'amount', p_amount, 'currency', p_currency,
    'transaction', p_transaction, 'session', p_session, 'at', p_now)));
  return 'finished';
end $$;

-- The sale itself, of any number of paid intents: states, ledger, entitlements, and the word to the
-- vault. Only for the two functions that decide that it is one, and hold the orders' rows.
create or replace function book_sales(p_told json) returns void
language plpgsql set search_path = public
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  with told as materialized (
    select * from json_to_recordset(p_told) as t (intent uuid, order_id uuid, provider text,
      amount bigint, currency text, transaction uuid, session text, at timestamptz)
  ),
  line as materialized (
    select t.transaction, t.currency, t.at, l.* from told t join order_lines l on l.order_id = t.order_id
  ),
  paid as (
    update intents i set state = 'paid', ended_at = t.at, session = coalesce(i.session, t.session)
    from told t where i.id = t.intent
  ),
  sold as (delete from holds h using told t where h.order_id = t.order_id),
  booked as (
    insert into ledger_transactions (id, kind, reference, order_id, posted_at)
    select transaction, 'sale', intent, order_id, at from told
  ),
  posted as (
    insert into ledger_postings (transaction_id, position, account, currency, amount)
    select transaction, row_number() over (partition by transaction order by account), account,
           currency, amount from (
      select transaction, currency, 'provider:' || provider as account, -amount as amount from told
      union all
      select transaction, currency, 'market:commission', sum(market_share)::bigint from line
        group by transaction, currency
      union all
      select transaction, currency, 'seller:' || seller_id, sum(seller_share)::bigint from line
        group by transaction, currency, seller_id
    ) shares where amount <> 0
  ),
  granted as (
    insert into entitlements (order_id, position, work_id, edition_id, granted_at)
    select order_id, position, work_id, edition_id, at from line
  )
  insert into outbox (kind, order_id, reference, amount, currency, happened_at)
  select 'paid', order_id, intent, amount, currency, at from told;
end $$;

-- Many payments told at about the same time, finished in one commit: those that are plain. Plain is
-- an open intent of an order not given back, the right amount, and an event never seen. Gives the
-- ids of their ledger transactions; whoever's is not among them has had nothing done and asks
-- finish_payment.
-- It waits for nobody's row, so one payment never holds up another.
create or replace function finish_payments(p_told json) returns setof uuid
language plpgsql security definer set search_path = public
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  v_locked uuid[];
  v_plain  json;
begin
  select array_agg(locked.id) into v_locked from (
    select i.id from json_to_recordset(p_told) as t (intent uuid)
    join intents i on i.id = t.intent join orders o on o.id = i.order_id
    for update of o, i skip locked
  ) locked;

  -- Asked only now, when nobody else can change the answer any more.
  with told as materialized (
    select distinct on (t.intent) t.*, i.order_id
    from json_to_recordset(p_told) as t (provider text, event text, kind text, intent uuid,
      amount bigint, currency text, transaction uuid, session text, at timestamptz)
    join intents i on i.id = t.intent and i.provider = t.provider and i.amount = t.amount
      and i.currency = t.currency
    where i.id = any (v_locked) and i.state in ('created', 'handed-off')
      and not exists (select 1 from releases r where r.order_id = i.order_id)
  ),
  seen as (
    insert into provider_events (provider, event_id, intent_id, kind, amount, currency, received_at, outcome)
    select provider, event, intent, kind, amount, currency, at, 'finished' from told
    on conflict do nothing
    returning intent_id
  )
  select json_agg(t) into v_plain from told t join seen s on s.intent_id = t.intent;

  if v_plain is not null then
    perform book_sales(v_plain);
    return query select transaction from json_to_recordset(v_plain) as t (transaction uuid);
  end if;
end $$;

-- Late money: takes the copies of a released order again, all or none. False also when the same cart
-- has since paid for every one of its works, because nobody wants the same file twice.
-- Only for finish_payment, which holds the order's row.
create or replace function take_again(p_order uuid) returns boolean
language plpgsql set search_path = public set enable_seqscan = off as $$
declare
  v_work  uuid;
  v_taken uuid[] := '{}';
begin
  if not exists (
    select 1 from order_lines l join orders o on o.id = l.order_id
    where l.order_id = p_order and not exists (
      select 1 from orders later
      join order_lines again on again.order_id = later.id and again.work_id = l.work_id
      join intents paid on paid.order_id = later.id and paid.state = 'paid'
      where later.cart_id = o.cart_id and later.cart_version > o.cart_version)
  ) then
    return false;
  end if;
  for v_work in select l.work_id from order_lines l join stocks k on k.work_id = l.work_id
                where l.order_id = p_order order by l.work_id loop
    update stocks set available = available - 1 where work_id = v_work and available > 0;
    if not found then
      update stocks set available = available + 1 where work_id = any (v_taken);
      return false;
    end if;
    v_taken := v_taken || v_work;
  end loop;
  delete from releases where order_id = p_order;
  return true;
end $$;
