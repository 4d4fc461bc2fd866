-- Opens the one way to pay for an order, or answers with the one that is open already.
-- Refuses (DZ001) ticket-expired: what the order kept has been given back. Runs as its caller.
create or replace function open_intent(
  p_intent uuid, p_order uuid, p_provider text, p_method text, p_amount bigint, p_currency text,
  p_now timestamptz, p_ask_after timestamptz
) returns setof intents
language plpgsql set search_path = public set enable_seqscan = off as $$
begin
  insert into intents (id, order_id, provider, method, amount, currency, created_at, ask_after)
  values (p_intent, p_order, p_provider, p_method, p_amount, p_currency, p_now, p_ask_after)
  on conflict (order_id) where state in ('created', 'handed-off', 'paid') do nothing;
  -- The insert has locked the order's row against release_hold; from here on its answer stands.
  if found and exists (select 1 from releases where order_id = p_order) then
    raise exception 'ticket-expired' using errcode = 'DZ001';
  end if;
  return query select * from intents
    where order_id = p_order and state in ('created', 'handed-off', 'paid');
end $$;

-- The same for many orders in one commit. Whoever gets no row back has one already and asks
-- open_intent; where one of them was given back, nothing is done for any.
create or replace function open_intents(p_wishes json) returns setof intents
language plpgsql set search_path = public
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  return query
  insert into intents (id, order_id, provider, method, amount, currency, created_at, ask_after)
  select w.id, w.order_id, w.provider, w.method, w.amount, w.currency, w.at, w.ask_after
  from json_to_recordset(p_wishes) as w (id uuid, order_id uuid, provider text, method text,
    amount bigint, currency text, at timestamptz, ask_after timestamptz)
  on conflict (order_id) where state in ('created', 'handed-off', 'paid') do nothing
  returning *;
  -- As in open_intent: the orders' rows are locked by now.
  if exists (select 1 from json_to_recordset(p_wishes) as w (order_id uuid)
             join releases r on r.order_id = w.order_id) then
    raise exception 'ticket-expired' using errcode = 'DZ001';
  end if;
end $$;

-- Ends an intent that will not be paid, and gives back at once what the order kept if its time is
-- over. False when it had ended before.
create or replace function end_intent(p_intent uuid, p_state text, p_now timestamptz) returns boolean
language plpgsql security definer set search_path = public set enable_seqscan = off as $$
declare
  v_order uuid;
begin
  if p_state not in ('failed', 'expired') then
    raise exception 'an intent ends failed or expired' using errcode = 'DZ104';
  end if;
  -- The order first, as everywhere, so that nobody waits in a circle.
  select order_id into v_order from intents where id = p_intent;
  perform 1 from orders where id = v_order for update;
  update intents set state = p_state, ended_at = p_now
    where id = p_intent and state in ('created', 'handed-off');
  if not found then
    return false;
  end if;
  perform release_hold(v_order, p_now);
  return true;
end $$;
