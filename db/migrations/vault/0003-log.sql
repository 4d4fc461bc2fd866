-- The append-only log. `leaf` is what is hashed and published; the other columns are for
-- questions that only the vault may answer. The role may insert and read, nothing else.
create table log_entries (
  index       bigint      primary key check (index >= 0),
  at          timestamptz not null,
  principal   text        not null,
  purpose     text        not null,
  kind        text        not null,
  -- The same for all entries about one person; published leaves carry another one each.
  subject_tag bytea,
  about       uuid,
  leaf        text        not null
);
create index log_entries_of_subject on log_entries (subject_tag, index) where subject_tag is not null;
create index log_entries_at on log_entries using brin (at);

-- Which keys this database was written under, to refuse a wrong ring before harm is done.
create table ring_keys (
  use          text        not null,
  version      smallint    not null,
  fingerprint  bytea       not null,
  made_at      timestamptz not null,
  destroyed_at timestamptz,
  primary key (use, version)
);
