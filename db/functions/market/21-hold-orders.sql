-- Many carts held in one commit, as hold_order does it for one: those that are plain. Plain is a cart
-- that nobody else changes, at the version shown, of works on sale at the price shown in any number,
-- and not ordered before. Whoever gets no row back has had nothing done and asks hold_order.
-- It waits for nobody's row, so one cart never holds up another.
create or replace function hold_orders(p_wishes json)
returns table (order_id uuid, total bigint, currency text)
language plpgsql security definer set search_path = public
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
begin
  return query
  with locked as materialized (
    select w.* from json_to_recordset(p_wishes)
      as w (id uuid, cart uuid, version integer, ticket bytea, locale text, at timestamptz,
            hold_until timestamptz)
    join carts c on c.id = w.cart and c.version = w.version
    for update of c skip locked
  ),
  line as materialized (
    select k.id, k.at, (row_number() over (partition by k.id order by c.work_id))::smallint as position,
           c.work_id, c.price as shown, c.currency as shown_currency, l.id as listed, l.title, l.price,
           l.currency, l.tax_rate, l.category, l.seller_id, l.edition_id, l.available
    from locked k
    join cart_lines c on c.cart_id = k.cart
    left join lateral (select * from listings x where x.id = c.work_id offset 0) l on true
  ),
  plain as materialized (
    select id, sum(price)::bigint as total, min(currency) as currency from line group by id
    having every(coalesce(edition_id is not null and available is null and price = shown
                          and currency = shown_currency, false))
       and min(currency) = max(currency)
  ),
  made as (
    insert into orders (id, cart_id, cart_version, currency, total, locale, ticket_hash,
                        ticket_expires, held_at, hold_until)
    select k.id, k.cart, k.version, p.currency, p.total, k.locale, k.ticket,
           k.at + interval '10 minutes', k.at, k.hold_until
    from locked k join plain p on p.id = k.id
    on conflict do nothing
    returning id, total, currency
  ),
  added as (
    insert into order_lines (order_id, position, work_id, edition_id, seller_id, title, price,
                             tax_rate, commission_rate)
    select m.id, l.position, l.work_id, l.edition_id, l.seller_id, l.title, l.price, l.tax_rate,
           commission_rate(l.category, l.seller_id, l.at)
    from made m join line l on l.id = m.id
  )
  select m.id, m.total, m.currency from made m;
end $$;
