-- Books a refund that the provider confirmed: money back from seller and market in the shares of the
-- lines named, entitlements of wholly refunded lines end, the vault is told. Twice is once.
create or replace function finish_refund(p_refund uuid, p_now timestamptz, p_transaction uuid) returns boolean
language plpgsql security definer set search_path = public set enable_seqscan = off as $$
declare
  v_refund refunds;
  v_provider text;
begin
  -- Refunds of one order are booked one after the other: each counts those before it.
  perform 1 from orders where id = (select order_id from refunds where id = p_refund) for update;
  select * into v_refund from refunds where id = p_refund for update;
  if not found then
    raise exception 'not-found' using errcode = 'DZ001';
  end if;
  if v_refund.state <> 'pending' then
    return false;
  end if;
  select provider into v_provider from intents where id = v_refund.intent_id;

  if v_refund.reason = 'late-payment' then
    update refunds set state = 'confirmed', ended_at = p_now where id = p_refund;
    insert into ledger_transactions (id, kind, reference, order_id, posted_at)
      values (p_transaction, 'late-refund', p_refund, v_refund.order_id, p_now);
    insert into ledger_postings (transaction_id, position, account, currency, amount) values
      (p_transaction, 1, 'provider:' || v_provider, v_refund.currency, v_refund.amount),
      (p_transaction, 2, 'market:unallocated', v_refund.currency, -v_refund.amount);
    return true;
  end if;

  insert into ledger_transactions (id, kind, reference, order_id, posted_at)
    values (p_transaction, 'refund', p_refund, v_refund.order_id, p_now);
  -- Counted from the whole refunded so far (market/pricing/split-sale.ts, splitRefund), so that parts
  -- which add up to the price take back exactly what the sale gave.
  insert into ledger_postings (transaction_id, position, account, currency, amount)
    with parts as (
      select l.seller_id, now.amount,
             (before.amount + now.amount) * l.commission_rate / 10000
               - before.amount * l.commission_rate / 10000 as market_back
      from refund_lines now
      join order_lines l on l.order_id = v_refund.order_id and l.position = now.position
      cross join lateral (
        select coalesce(sum(r.amount), 0)::bigint as amount from refund_lines r
        join refunds done on done.id = r.refund_id
        where done.order_id = v_refund.order_id and done.state = 'confirmed' and r.position = now.position
      ) before
      where now.refund_id = p_refund
    )
    select p_transaction, row_number() over (order by account), account, v_refund.currency, amount from (
      select 'provider:' || v_provider as account, v_refund.amount as amount
      union all
      select 'market:commission', -sum(market_back)::bigint from parts
      union all
      select 'seller:' || seller_id, -sum(amount - market_back)::bigint from parts group by seller_id
    ) shares where amount <> 0;
  update refunds set state = 'confirmed', ended_at = p_now where id = p_refund;

  update entitlements e set revoked_at = p_now
    from order_lines l
    where l.order_id = v_refund.order_id and e.order_id = l.order_id and e.position = l.position
      and e.revoked_at is null
      and l.position in (select position from refund_lines where refund_id = p_refund)
      and l.price <= (select sum(rl.amount) from refund_lines rl join refunds r on r.id = rl.refund_id
                      where r.order_id = l.order_id and r.state = 'confirmed' and rl.position = l.position);
  insert into outbox (kind, order_id, reference, amount, currency, happened_at)
    values ('refunded', v_refund.order_id, p_refund, v_refund.amount, v_refund.currency, p_now);
  return true;
end $$;
