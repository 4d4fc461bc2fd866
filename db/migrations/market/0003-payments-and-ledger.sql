-- What payments knows. Not columns of orders: one table, one writing role.
create table intents (
  id          uuid        primary key,
  order_id    uuid        not null references orders,
  provider    text        not null,
  method      text        not null check (method in ('card', 'konbini', 'wallet')),
  amount      bigint      not null check (amount > 0),
  currency    text        not null,
  state       text        not null default 'created'
                          check (state in ('created', 'handed-off', 'paid', 'failed', 'expired')),
  -- The provider's own name for its session, once it has answered.
  session     text,
  session_url text,
  created_at  timestamptz not null,
  handed_off_at timestamptz,
  ended_at    timestamptz
);
-- At most one way to pay is open, and at most one is ever paid.
create unique index intents_one_open on intents (order_id)
  where state in ('created', 'handed-off', 'paid');
create index intents_unfinished on intents (created_at) where state in ('created', 'handed-off');

create table provider_events (
  provider    text        not null,
  event_id    text        not null check (length(event_id) <= 200),
  intent_id   uuid        not null references intents,
  kind        text        not null,
  amount      bigint      not null,
  currency    text        not null,
  received_at timestamptz not null,
  outcome     text        not null,
  primary key (provider, event_id)
);
create index provider_events_of_intent on provider_events (intent_id);

create table refunds (
  id           uuid        primary key,
  request_id   uuid        not null unique,
  order_id     uuid        not null references orders,
  intent_id    uuid        not null references intents,
  amount       bigint      not null check (amount > 0),
  currency     text        not null,
  reason       text        not null check (reason in ('buyer-asked', 'defect', 'fraud', 'late-payment', 'other')),
  -- The operator's opaque subject id; null when the market itself returns late money.
  requested_by uuid,
  state        text        not null default 'pending' check (state in ('pending', 'confirmed', 'failed')),
  requested_at timestamptz not null,
  ended_at     timestamptz
);
create index refunds_of_order on refunds (order_id);
create index refunds_pending on refunds (requested_at) where state = 'pending';
create table refund_lines (
  refund_id uuid     not null references refunds,
  position  smallint not null,
  amount    bigint   not null check (amount > 0),
  primary key (refund_id, position)
);

-- Double entry. Append-only; balances are sums, never columns.
create table ledger_transactions (
  id        uuid        primary key,
  kind      text        not null check (kind in ('sale', 'refund', 'late-payment', 'late-refund', 'payout')),
  -- What happened, once: intent id for a sale, refund id for a refund.
  reference uuid        not null,
  order_id  uuid        not null references orders,
  posted_at timestamptz not null,
  unique (kind, reference)
);
create index ledger_transactions_of_order on ledger_transactions (order_id);
create table ledger_postings (
  transaction_id uuid     not null references ledger_transactions,
  position       smallint not null,
  -- 'seller:<id>', 'market:commission', 'market:unallocated', 'provider:<name>'.
  account        text     not null check (account ~ '^(seller|market|provider):[a-z0-9-]+$'),
  currency       text     not null,
  -- Positive: the account is owed more. Negative: it owes more.
  amount         bigint   not null check (amount <> 0),
  primary key (transaction_id, position)
);
create index ledger_postings_of_account on ledger_postings (account, transaction_id);

create function assert_transactions_balance() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from ledger_postings p
    where p.transaction_id in (select transaction_id from fresh)
    group by p.transaction_id, p.currency having sum(p.amount) <> 0
  ) then
    raise exception 'postings of a transaction must sum to zero' using errcode = 'DZ100';
  end if;
  return null;
end $$;
create trigger ledger_postings_balance after insert on ledger_postings
  referencing new table as fresh for each statement execute function assert_transactions_balance();

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'DZ101';
end $$;
create trigger ledger_postings_append_only before update or delete or truncate on ledger_postings
  for each statement execute function refuse_change();
create trigger ledger_transactions_append_only before update or delete or truncate on ledger_transactions
  for each statement execute function refuse_change();

-- The right to download. Survives the seller's leaving and the listing's end.
create table entitlements (
  order_id   uuid        not null references orders,
  position   smallint    not null,
  work_id    uuid        not null references works,
  edition_id uuid        not null references editions,
  granted_at timestamptz not null,
  revoked_at timestamptz,
  primary key (order_id, position)
);

-- What the vault still has to be told, in order.
create table outbox (
  id         bigint      generated always as identity primary key,
  kind       text        not null check (kind in ('paid', 'refunded')),
  order_id   uuid        not null references orders,
  -- Intent id for 'paid', refund id for 'refunded'.
  reference  uuid        not null,
  amount     bigint      not null,
  currency   text        not null,
  happened_at timestamptz not null,
  told_at    timestamptz
);
create index outbox_untold on outbox (id) where told_at is null;
