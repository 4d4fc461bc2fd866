-- What every order pays for, and gets nothing from.

-- A transaction's postings come in one statement, so the statement itself must sum to zero: this
-- asks the same of every transaction without reading the ledger again, however long it has grown.
create or replace function assert_transactions_balance() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from fresh group by transaction_id, currency having sum(amount) <> 0
  ) then
    raise exception 'postings of a transaction must sum to zero' using errcode = 'DZ100';
  end if;
  return null;
end $$;

-- Nobody may remove a work, an edition or a seller, and hold_order copies all three from one listing.
-- Checking each of them locks the row of a best-selling work once per order.
alter table order_lines drop constraint order_lines_work_id_fkey;
alter table order_lines drop constraint order_lines_seller_id_fkey;
-- The line vouches for order, work and edition together.
alter table entitlements drop constraint entitlements_order_id_fkey;
alter table entitlements drop constraint entitlements_work_id_fkey;
alter table entitlements drop constraint entitlements_edition_id_fkey;
alter table entitlements add foreign key (order_id, position) references order_lines;

-- An order's page asks for all its intents, ended ones too.
create index intents_of_order on intents (order_id);
