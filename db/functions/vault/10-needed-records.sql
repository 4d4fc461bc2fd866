-- What of a person must outlive their erasure for others' sake, while the need lasts: where a parcel
-- goes that is paid, not given back and not sent; where a seller is paid to whom money is owed.
create or replace view needed_records as
  select p.record_id, 'undelivered-order' as need, null::timestamptz as until
  from parcels p join paid_orders o using (order_id)
  where p.shipped_at is null
    and o.amount > coalesce((select sum(f.amount) from refunded_orders f
                             where f.order_id = p.order_id), 0)
  union all
  -- Claims end after five years (Civil Code, article 166).
  select account.id, 'owed-money',
    ((o.owed_since at time zone 'UTC') + interval '5 years') at time zone 'UTC'
  from payout_accounts a join owed_sellers o using (seller_id)
  cross join lateral (values (a.record_id), (a.next_id)) as account (id)
  where account.id is not null;
