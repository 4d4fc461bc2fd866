-- Letters that strangers cause are counted for the mailbox that gets them, not for the order or
-- the spelling of the address by which they are asked for.
alter table mailboxes add column counted_index bytea check (octet_length(counted_index) = 32);
alter table attempts
  add column counted_index bytea check (octet_length(counted_index) = 32),
  -- Asked for by a browser that proved the mailbox before, so not counted with those of strangers.
  add column by_known boolean not null default false;

-- A letter beyond that count is written down, and not sent.
alter table letters drop constraint letters_outcome_check;
alter table letters add constraint letters_outcome_check
  check (outcome in ('sent', 'failed', 'nobody', 'left-out'));
