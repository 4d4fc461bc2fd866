-- Whom a parcel goes to, what buyer and seller wrote to each other, where a seller is paid.
-- All of it sealed in `records`; here stands only which record belongs to what.

-- Made by the buyer of the order; a label is printed while it is paid for and not shipped.
create table parcels (
  order_id   uuid        not null,
  seller_id  uuid        not null,
  record_id  uuid        not null,
  shipped_at timestamptz,
  primary key (order_id, seller_id)
);

-- The first one of an order and seller is the buyer's: by it the seller may read and answer.
create table messages (
  record_id   uuid        primary key references records on delete cascade,
  order_id    uuid        not null,
  seller_id   uuid        not null,
  from_seller boolean     not null,
  written_at  timestamptz not null
);
create index messages_of_order on messages (order_id, seller_id, written_at);

-- A changed account waits, so that its owner can hear of it before money goes there.
create table payout_accounts (
  seller_id  uuid        primary key,
  subject_id uuid        not null references subjects,
  record_id  uuid        not null,
  tax_id     uuid,
  next_id    uuid,
  next_from  timestamptz,
  changed_at timestamptz not null,
  check ((next_id is null) = (next_from is null))
);

-- Which purpose or kind of record an alarm of the vault's own is about.
alter table alarms add column matter text;
