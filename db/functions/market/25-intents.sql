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
