-- What was destroyed is numbered, so that a file beside the log can repeat it without a gap, and
-- says by which rule. A person who was erased is in it like a record.
alter table shreds rename column record_id to id;
alter table shreds add column number bigint generated always as identity;
alter table shreds add column kind text not null default 'unknown';
alter table shreds add column rule text not null default 'unknown';
create unique index shreds_by_number on shreds (number);

-- Each night's account of what was destroyed, as it was published.
create table retention_runs (
  number   bigint      primary key check (number > 0),
  at       timestamptz not null,
  document text        not null
);

-- Nothing about this person is destroyed while a hold is live. Whoever is held sees it.
create table legal_holds (
  id         uuid        primary key,
  subject_id uuid        not null references subjects,
  reason     text        not null check (reason in ('dispute', 'court', 'authority', 'investigation')),
  set_at     timestamptz not null,
  set_by     uuid        not null references subjects,
  expires_at timestamptz not null check (expires_at > set_at),
  lifted_at  timestamptz,
  lifted_by  uuid        references subjects
);
create index legal_holds_of_subject on legal_holds (subject_id);

-- By this code, shown to them only, a person can be meant without being named.
create table management_codes (
  code       text primary key check (code ~ '^[A-Z0-9]{10}$'),
  subject_id uuid not null unique references subjects
);

-- Backups that exist somewhere, and which versions of the ring their records need. A version is
-- destroyed when no backup that is kept needs it. Written by the command that makes the backup.
create table backups (
  id            uuid        primary key,
  taken_at      timestamptz not null,
  keep_until    timestamptz not null,
  -- SHA-256 of the manifest; it goes into the log, so that a forged backup is known.
  manifest      bytea       not null check (octet_length(manifest) = 32),
  ring_versions smallint[]  not null,
  pruned_at     timestamptz
);

-- What the log has still to tell of backups.
create table backup_events (
  number    bigint      primary key generated always as identity,
  backup_id uuid        not null,
  event     text        not null check (event in ('backup-made', 'backup-pruned', 'restored')),
  act       bytea       not null check (octet_length(act) = 32),
  told_at   timestamptz
);
create index backup_events_untold on backup_events (number) where told_at is null;

-- This database came out of a backup. The vault opens it when what was destroyed since is
-- destroyed again.
create table restores (
  backup_id   uuid        not null,
  restored_at timestamptz primary key,
  replayed_at timestamptz
);
