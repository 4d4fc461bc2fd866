-- The last commit of a purchase: the provider's event (once), the ledger, the sale, the entitlement,
-- and the word to the vault, all or nothing. Called for a webhook and for a sweep alike.
-- Outcomes: finished; already (this event, or this intent, is booked); mismatch (amount or currency
-- differ: nothing is booked, a person must look); late (money for an order given up whose copies are
-- gone or which the same cart has bought since, or for an order paid by another intent: booked as owed
-- back, a refund is pending).
create or replace function finish_payment(
  p_provider text, p_event text, p_kind text, p_intent uuid, p_amount bigint, p_currency text,
  p_now timestamptz, p_transaction uuid, p_refund uuid
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
         exists (select 1 from releases where order_id = v_order) as is_released,
         exists (select 1 from holds where order_id = v_order) as has_holds
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
    update intents set state = 'expired', ended_at = p_now where id = p_intent;
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
  update intents set state = 'paid', ended_at = p_now where id = p_intent;
  if v_facts.has_holds then
    delete from holds where order_id = v_order;
  end if;
  insert into ledger_transactions (id, kind, reference, order_id, posted_at)
    values (p_transaction, 'sale', p_intent, v_order, p_now);
  insert into ledger_postings (transaction_id, position, account, currency, amount)
    select p_transaction, row_number() over (order by account), account, p_currency, amount from (
      select 'provider:' || p_provider as account, -p_amount as amount
      union all
      select 'market:commission', sum(market_share)::bigint from order_lines where order_id = v_order
      union all
      select 'seller:' || seller_id, sum(seller_share)::bigint from order_lines where order_id = v_order group by seller_id
    ) shares where amount <> 0;
  insert into entitlements (order_id, position, work_id, edition_id, granted_at)
    select order_id, position, work_id, edition_id, p_now from order_lines where order_id = v_order;
  insert into outbox (kind, order_id, reference, amount, currency, happened_at)
    values ('paid', v_order, p_intent, p_amount, p_currency, p_now);
  return 'finished';
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
