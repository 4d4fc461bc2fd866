-- A report of a message ends: an operator says what came of it, once, and it is not opened again.
-- It goes with its message, like the report.
create table closed_reports (
  record_id uuid        primary key references records on delete cascade,
  outcome   text        not null check (outcome in ('no-fault', 'hidden', 'warned')),
  closed_at timestamptz not null,
  closed_by uuid        not null references subjects
);
create index message_reports_by_time on message_reports (reported_at, record_id);
