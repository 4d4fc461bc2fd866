-- Anybody may say that a listing should not be there; the operator reads it in the console. Nothing
-- is kept of who said it.
create table reports (
  id          uuid        primary key,
  work_id     uuid        not null references works,
  reason      text        not null
    check (reason in ('rights', 'illegal', 'misleading', 'harmful', 'other')),
  note        text        not null check (length(note) <= 1000),
  reported_at timestamptz not null
);
create index reports_newest on reports (reported_at desc, id);

-- What a person must decide is rare among events and refunds, and is looked for by itself.
create index provider_events_mismatched on provider_events (received_at desc)
  where outcome = 'mismatch';
create index refunds_failed on refunds (ended_at desc) where state = 'failed';
