-- What the sweeper needs to ask again without asking everything: when to ask next, and how far
-- it has come. And orders that cost nothing, which no provider has to see.
alter table intents add column asks integer not null default 0;
alter table intents add column ask_after timestamptz not null;
drop index intents_unfinished;
create index intents_to_ask on intents (ask_after) where state in ('created', 'handed-off');

alter table intents drop constraint intents_amount_check;
alter table intents add constraint intents_amount_check
  check (amount > 0 or (amount = 0 and method = 'none'));
alter table intents drop constraint intents_method_check;
alter table intents add constraint intents_method_check
  check (method in ('card', 'konbini', 'wallet', 'none'));

-- The provider's own name for a refund, once it has answered.
alter table refunds add column provider_refund text;
alter table refunds add column asks integer not null default 0;
alter table refunds add column ask_after timestamptz not null;
drop index refunds_pending;
create index refunds_to_ask on refunds (ask_after) where state = 'pending';
create index refunds_by_request_time on refunds (requested_at);

-- The sweeper goes through orders by the end of their hold, each once.
create index orders_by_hold_end on orders (hold_until, id);
create table payment_cursors (
  -- 'overdue-orders', 'provider:<name>'.
  name     text not null primary key,
  position text not null
);
