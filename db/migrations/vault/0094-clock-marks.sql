-- A clock that leapt would destroy everything due by then, for good. So the vault writes down what
-- time it is by all that it knows, and after a start compares the machine's clock with it.
create table clock_marks (
  one         boolean     primary key default true check (one),
  reckoned_at timestamptz not null
);
insert into clock_marks (reckoned_at) select max(at) from log_entries having max(at) is not null;

-- While one has not ended nothing is destroyed because it is due.
create table clock_doubts (
  id          uuid        primary key,
  cause       text        not null check (cause in ('ahead', 'behind', 'database', 'witness')),
  -- What the machine's clock said, and what time it should have been.
  clock_at    timestamptz not null,
  reckoned_at timestamptz not null,
  ended_at    timestamptz,
  outcome     text        check (outcome in ('confirmed', 'mended')),
  check ((ended_at is null) = (outcome is null))
);
create unique index one_clock_doubt on clock_doubts ((true)) where ended_at is null;
