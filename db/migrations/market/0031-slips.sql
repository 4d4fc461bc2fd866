-- The number with which an order is paid at a convenience store stands on the order's own page, so
-- that a buyer who closed the provider's finds it again. It names no person.
create table slips (
  intent_id  uuid        primary key references intents,
  shop       text        not null check (length(shop) <= 100),
  number     text        not null check (length(number) <= 100),
  pay_before timestamptz not null
);
