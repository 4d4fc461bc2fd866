-- The rate of a line: the first rule that matches; nothing where none does.
-- TypeScript twin: market/pricing/commission.ts. Only for functions that have set the search path.
create or replace function commission_rate(p_category text, p_seller uuid, p_now timestamptz)
returns integer language sql stable as $$
  select coalesce((
    select rate from commission_rules
    where (category is null or category = p_category)
      and (seller_id is null or seller_id = p_seller)
      and valid_from <= p_now and (valid_until is null or valid_until > p_now)
    order by position limit 1
  ), 0)
$$;

-- A listing is what the public may see and buy.
create or replace view listings as
  select w.id, w.seller_id, w.title, w.description, w.category, w.language, w.tags, w.price,
         w.currency, w.tax_rate, w.cover_id, w.edition_id, w.version, w.published_at,
         s.name as seller_name, s.handle as seller_handle, k.available, w.ships
  from works w
  join sellers s on s.id = w.seller_id
  left join stocks k on k.work_id = w.id
  where w.state = 'published'
    and not exists (select 1 from takedowns t where t.work_id = w.id and t.lifted_at is null);
