-- Books a refund that the provider confirmed: money back from seller and market in the shares of the
-- lines named, entitlements of wholly refunded lines end, the vault is told. Twice is once.
create or replace function finish_refund(p_refund uuid, p_now timestamptz, p_transaction uuid) returns boolean
language plpgsql security definer set search_path = public as $$
declare
  v_refund refunds;
  v_provider text;
begin
  select * into v_refund from refunds where id = p_refund for update;
  if not found then
    raise exception 'not-found' using errcode = 'DZ001';
  end if;
  if v_refund.state <> 'pending' then
    return false;
  end if;
  select provider into v_provider from intents where id = v_refund.intent_id;
  update refunds set state = 'confirmed', ended_at = p_now where id = p_refund;

  if v_refund.reason = 'late-payment' then
    insert into ledger_transactions values (p_transaction, 'late-refund', p_refund, v_refund.order_id, p_now);
    insert into ledger_postings values
      (p_transaction, 1, 'provider:' || v_provider, v_refund.currency, v_refund.amount),
      (p_transaction, 2, 'market:unallocated', v_refund.currency, -v_refund.amount);
    return true;
  end if;

  insert into ledger_transactions values (p_transaction, 'refund', p_refund, v_refund.order_id, p_now);
  -- The market gives back its rate of each part, rounded down as it was taken.
  insert into ledger_postings
    select p_transaction, row_number() over (order by account), account, v_refund.currency, amount from (
      select 'provider:' || v_provider as account, v_refund.amount as amount
      union all
      select 'market:commission', -sum(r.amount * l.commission_rate / 10000)::bigint
        from refund_lines r join order_lines l on l.order_id = v_refund.order_id and l.position = r.position
        where r.refund_id = p_refund
      union all
      select 'seller:' || l.seller_id, -sum(r.amount - r.amount * l.commission_rate / 10000)::bigint
        from refund_lines r join order_lines l on l.order_id = v_refund.order_id and l.position = r.position
        where r.refund_id = p_refund group by l.seller_id
    ) shares where amount <> 0;
  update entitlements e set revoked_at = p_now
    from order_lines l
    where l.order_id = v_refund.order_id and e.order_id = l.order_id and e.position = l.position
      and e.revoked_at is null
      and l.price <= (select coalesce(sum(rl.amount), 0) from refund_lines rl join refunds r on r.id = rl.refund_id
                      where r.order_id = l.order_id and r.state = 'confirmed' and rl.position = l.position);
  insert into outbox (kind, order_id, reference, amount, currency, happened_at)
    values ('refunded', v_refund.order_id, p_refund, v_refund.amount, v_refund.currency, p_now);
  return true;
end $$;
