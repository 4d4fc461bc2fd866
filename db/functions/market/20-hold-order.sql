-- The first commit of a purchase: prices re-read, lines and commission frozen, stock held.
-- One statement for the caller. The same cart version always answers with the same order.
-- Refusals (SQLSTATE DZ001, message = refusal code): cart-empty, cart-changed, price-changed,
-- sold-out, not-found (a listing that is gone). detail = work id, where one is meant.
create or replace function hold_order(
  p_order uuid, p_cart uuid, p_cart_version integer, p_ticket_hash bytea,
  p_now timestamptz, p_hold_minutes integer, p_locale text
) returns table (order_id uuid, total bigint, currency text, outcome text)
language plpgsql security definer set search_path = public set enable_seqscan = off as $$
#variable_conflict use_column
declare
  v_version integer;
  v_order   orders;
  v_line    record;
  v_lines   order_lines[] := '{}';
  v_held    uuid[] := '{}';
  v_total   bigint := 0;
  v_currency text;
  v_count   integer := 0;
  v_expires timestamptz := p_now + interval '10 minutes';
begin
  select version into v_version from carts where id = p_cart for update;

  -- Asked again: the same order, with a fresh pass.
  update orders set ticket_hash = p_ticket_hash, ticket_expires = v_expires
    where cart_id = p_cart and cart_version = p_cart_version returning * into v_order;
  if found then
    return query select v_order.id, v_order.total, v_order.currency,
      case when exists (select 1 from releases r where r.order_id = v_order.id) then 'released'
           when exists (select 1 from intents i where i.order_id = v_order.id and i.state = 'paid') then 'paid'
           else 'held' end;
    return;
  end if;
  if v_version is null or v_version <> p_cart_version then
    raise exception 'cart-changed' using errcode = 'DZ001';
  end if;

  -- In the order of work ids, so two orders never wait for each other. Each line looks its listing
  -- up by id (offset 0 holds the planner to that), however little it knows of tables just filled.
  for v_line in
    select c.work_id, c.price as shown, c.currency as shown_currency, l.id as listed, l.title, l.price,
           l.currency, l.tax_rate, l.category, l.seller_id, l.edition_id, l.available
    from cart_lines c
    left join lateral (select * from listings x where x.id = c.work_id offset 0) l on true
    where c.cart_id = p_cart order by c.work_id
  loop
    if v_line.listed is null or v_line.edition_id is null then
      raise exception 'not-found' using errcode = 'DZ001', detail = v_line.work_id::text;
    end if;
    if v_line.price <> v_line.shown or v_line.currency <> v_line.shown_currency
       or v_line.currency <> coalesce(v_currency, v_line.currency) then
      raise exception 'price-changed' using errcode = 'DZ001', detail = v_line.work_id::text;
    end if;
    if v_line.available is not null then
      -- The row decides, not the number read before it.
      update stocks set available = available - 1 where work_id = v_line.work_id and available > 0;
      if not found then
        raise exception 'sold-out' using errcode = 'DZ001', detail = v_line.work_id::text;
      end if;
      v_held := v_held || v_line.work_id;
    end if;
    v_currency := v_line.currency;
    v_total := v_total + v_line.price;
    v_count := v_count + 1;
    v_lines := v_lines || row(
      p_order, v_count, v_line.work_id, v_line.edition_id, v_line.seller_id, v_line.title, v_line.price,
      v_line.tax_rate, commission_rate(v_line.category, v_line.seller_id, p_now), null, null)::order_lines;
  end loop;
  if v_count = 0 then
    raise exception 'cart-empty' using errcode = 'DZ001';
  end if;

  insert into orders (id, cart_id, cart_version, currency, total, locale, ticket_hash, ticket_expires, held_at, hold_until)
  values (p_order, p_cart, p_cart_version, v_currency, v_total, p_locale, p_ticket_hash, v_expires,
          p_now, p_now + make_interval(mins => p_hold_minutes));
  insert into order_lines (order_id, position, work_id, edition_id, seller_id, title, price, tax_rate, commission_rate)
    select order_id, position, work_id, edition_id, seller_id, title, price, tax_rate, commission_rate
    from unnest(v_lines);
  if v_held <> '{}' then
    insert into holds (order_id, work_id) select p_order, unnest(v_held);
  end if;
  return query select p_order, v_total, v_currency, 'held'::text;
end $$;

-- Gives back what an unpaid order kept, once its time is over. Called by payments alone, after the
-- provider said "not paid"; an order with an open or paid intent keeps what it has.
create or replace function release_hold(p_order uuid, p_now timestamptz) returns boolean
language plpgsql security definer set search_path = public set enable_seqscan = off as $$
declare
  v_work uuid;
begin
  -- An intent being opened holds a key-share lock on this row, so one of the two sees the other.
  perform 1 from orders where id = p_order and hold_until <= p_now for update;
  if not found then
    return false;
  end if;
  if exists (select 1 from intents where order_id = p_order and state in ('created', 'handed-off', 'paid')) then
    return false;
  end if;
  insert into releases (order_id, released_at) values (p_order, p_now) on conflict do nothing;
  if not found then
    return false;
  end if;
  for v_work in select work_id from holds where order_id = p_order order by work_id loop
    update stocks set available = available + 1 where work_id = v_work;
  end loop;
  delete from holds where order_id = p_order;
  return true;
end $$;
