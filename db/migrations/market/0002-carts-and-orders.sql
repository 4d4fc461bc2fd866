-- From the cart to the held order. Which person an order belongs to is not here:
-- the vault keeps that binding, and nothing in this database leads to it.
create table carts (
  id         uuid        primary key,
  -- Rises with every change of lines; (id, version) is the idempotency key of an order.
  version    integer     not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create table cart_lines (
  cart_id  uuid        not null references carts on delete cascade,
  work_id  uuid        not null references works,
  -- What the buyer was shown; we never charge another price than that.
  price    bigint      not null,
  currency text        not null,
  added_at timestamptz not null,
  primary key (cart_id, work_id)
);

create table orders (
  id             uuid        primary key,
  cart_id        uuid        not null,
  cart_version   integer     not null,
  currency       text        not null check (currency ~ '^[A-Z]{3}$'),
  total          bigint      not null check (total >= 0),
  locale         text        not null check (locale in ('ja', 'en')),
  -- SHA-256 of the one-use pass to the accounts host.
  ticket_hash    bytea       not null,
  ticket_expires timestamptz not null,
  held_at        timestamptz not null,
  hold_until     timestamptz not null,
  unique (cart_id, cart_version)
);
create index orders_newest on orders (held_at desc, id);
create index orders_by_ticket on orders (ticket_hash);

create table order_lines (
  order_id        uuid     not null references orders,
  position        smallint not null,
  work_id         uuid     not null references works,
  edition_id      uuid     not null references editions,
  seller_id       uuid     not null references sellers,
  title           text     not null,
  price           bigint   not null check (price >= 0),
  tax_rate        integer  not null check (tax_rate between 0 and 10000),
  commission_rate integer  not null check (commission_rate between 0 and 10000),
  -- The market's share is rounded down: the odd yen stays with the maker (market/pricing/split-sale.ts).
  market_share    bigint   not null generated always as (price * commission_rate / 10000) stored,
  seller_share    bigint   not null generated always as (price - price * commission_rate / 10000) stored,
  primary key (order_id, position)
);
create index order_lines_of_seller on order_lines (seller_id, order_id);

-- One row per limited copy kept for an unpaid order. Written only by functions.
create table holds (
  order_id uuid not null references orders,
  work_id  uuid not null references works,
  primary key (order_id, work_id)
);
create table releases (
  order_id    uuid        primary key references orders,
  released_at timestamptz not null
);
