-- The last commit of a purchase: the provider's event (once), the ledger, the sale, the entitlement,
-- and the word to the vault, all or nothing. Called for a webhook and for a sweep alike.
-- Outcomes: finished; already (this event, or this intent, is booked); mismatch (amount or currency
-- differ: nothing is booked, a person must look); late (money for an order given up and sold out, or for
-- an order paid by another intent: booked as owed back, a refund is pending).
create or replace function finish_payment(
  p_provider text, p_event text, p_kind text, p_intent uuid, p_amount bigint, p_currency text,
  p_now timestamptz, p_transaction uuid, p_refund uuid
) returns text
language plpgsql security definer set search_path = public as $$
declare
  v_intent  intents;
  v_order   uuid;
  v_outcome text := 'finished';
  v_work    uuid;
begin
  select order_id into v_order from intents where id = p_intent;
  if v_order is null then
    raise exception 'not-found' using errcode = 'DZ001';
  end if;
  perform 1 from orders where id = v_order for update;
  select * into v_intent from intents where id = p_intent for update;

  if v_intent.state = 'paid' or exists (select 1 from ledger_transactions
      where reference = p_intent and kind in ('sale', 'late-payment')) then
    insert into provider_events values (p_provider, p_event, p_intent, p_kind, p_amount, p_currency, p_now, 'already')
      on conflict do nothing;
    return 'already';
  end if;
  if v_intent.amount <> p_amount or v_intent.currency <> p_currency or v_intent.provider <> p_provider then
    insert into provider_events values (p_provider, p_event, p_intent, p_kind, p_amount, p_currency, p_now, 'mismatch')
      on conflict do nothing;
    return 'mismatch';
  end if;

  if exists (select 1 from intents where order_id = v_order and state = 'paid') then
    v_outcome := 'late';
  elsif exists (select 1 from releases where order_id = v_order) then
    -- Late money: take the copies again, or give the money back.
    for v_work in select l.work_id from order_lines l join stocks k on k.work_id = l.work_id
                  where l.order_id = v_order order by l.work_id loop
      update stocks set available = available - 1 where work_id = v_work and available > 0;
      if not found then
        v_outcome := 'late';
        exit;
      end if;
      insert into holds (order_id, work_id) values (v_order, v_work);
    end loop;
    if v_outcome = 'late' then
      update stocks set available = available + 1
        where work_id in (select work_id from holds where order_id = v_order);
      delete from holds where order_id = v_order;
    else
      delete from releases where order_id = v_order;
    end if;
  end if;

  insert into provider_events values (p_provider, p_event, p_intent, p_kind, p_amount, p_currency, p_now, v_outcome)
    on conflict do nothing;
  if not found then
    raise exception 'event % was booked with another intent', p_event using errcode = 'DZ102';
  end if;

  if v_outcome = 'late' then
    update intents set state = 'expired', ended_at = p_now where id = p_intent;
    insert into ledger_transactions values (p_transaction, 'late-payment', p_intent, v_order, p_now);
    insert into ledger_postings values
      (p_transaction, 1, 'provider:' || p_provider, p_currency, -p_amount),
      (p_transaction, 2, 'market:unallocated', p_currency, p_amount);
    insert into refunds (id, request_id, order_id, intent_id, amount, currency, reason, requested_at)
      values (p_refund, p_refund, v_order, p_intent, p_amount, p_currency, 'late-payment', p_now);
    return 'late';
  end if;

  -- Another intent may have been opened since: it is closed, and if it is paid too, that money is late.
  update intents set state = 'expired', ended_at = p_now
    where order_id = v_order and id <> p_intent and state in ('created', 'handed-off');
  update intents set state = 'paid', ended_at = p_now where id = p_intent;
  delete from holds where order_id = v_order;
  insert into ledger_transactions values (p_transaction, 'sale', p_intent, v_order, p_now);
  insert into ledger_postings
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
