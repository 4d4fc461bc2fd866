-- Puts a work into a cart at the price the buyer was shown, and makes the cart when it is new. Once
-- in it, putting it there again only renews the price. One statement; runs as its caller.
-- Refuses (DZ001): not-found (not on sale), sold-out, too-large (the cart is full).
create or replace function add_to_cart(
  p_cart uuid, p_work uuid, p_price bigint, p_currency text, p_most_lines integer, p_now timestamptz
) returns void
language plpgsql set search_path = public set enable_seqscan = off as $$
declare
  v_available integer;
begin
  -- A cart lost in a crash is filled again, so nobody waits for the disk; an order does.
  perform set_config('synchronous_commit', 'off', true);
  insert into carts (id, created_at, updated_at) values (p_cart, p_now, p_now) on conflict do nothing;
  -- Two tabs that change one cart wait for each other here.
  perform 1 from carts where id = p_cart for update;

  select available into v_available from listings where id = p_work;
  if not found then
    raise exception 'not-found' using errcode = 'DZ001', detail = p_work::text;
  elsif v_available = 0 then
    raise exception 'sold-out' using errcode = 'DZ001', detail = p_work::text;
  end if;

  insert into cart_lines as c (cart_id, work_id, price, currency, added_at)
  values (p_cart, p_work, p_price, p_currency, p_now)
  on conflict (cart_id, work_id) do update set price = excluded.price, currency = excluded.currency
    where (c.price, c.currency) <> (excluded.price, excluded.currency);
  if not found then
    return;
  end if;
  update carts set version = version + 1, updated_at = p_now where id = p_cart;
  if (select count(*) from cart_lines where cart_id = p_cart) > p_most_lines then
    raise exception 'too-large' using errcode = 'DZ001';
  end if;
end $$;
