-- Who may act: attempts by mail code, sessions, passkeys. Secrets are here as hashes only.

-- One code that was mailed. The address is sealed here, so that an attempt for an unknown
-- mailbox leaves the same rows as one for a member.
create table attempts (
  id          uuid        primary key,
  purpose     text        not null check (purpose in ('sign-in', 'order-access')),
  order_id    uuid,
  blind_index bytea,
  source_tag  bytea       not null,
  locale      text        not null check (locale in ('ja', 'en')),
  ring        smallint,
  wrapped     bytea,
  sealed      bytea,
  -- HMAC over attempt, browser secret and code, keyed in the vault: eight characters
  -- could be guessed from a plain hash.
  proof       bytea       not null,
  tries       smallint    not null,
  made_at     timestamptz not null,
  expires_at  timestamptz not null,
  done_at     timestamptz
);
create index attempts_newest on attempts (made_at);

create table sessions (
  id           uuid        primary key,
  hash         bytea       not null unique check (octet_length(hash) = 32),
  subject_id   uuid        not null references subjects,
  audience     text        not null check (audience in ('accounts', 'storefront', 'console')),
  -- The session on the accounts host from which this one came; it ends with it.
  parent_id    uuid        references sessions on delete cascade,
  by_passkey   boolean     not null,
  signed_in_at timestamptz not null,
  expires_at   timestamptz not null,
  ended_at     timestamptz
);
create index sessions_of_subject on sessions (subject_id);
create index sessions_of_parent on sessions (parent_id) where parent_id is not null;
create index sessions_to_sweep on sessions (expires_at);

create table passkeys (
  credential    bytea       primary key,
  subject_id    uuid        not null references subjects,
  -- The record with the label its owner gave it.
  record_id     uuid        not null,
  relying_party text        not null,
  public_key    bytea       not null,
  algorithm     integer     not null check (algorithm in (-7, -8, -257)),
  sign_count    bigint      not null,
  enrolled_at   timestamptz not null,
  used_at       timestamptz
);
create index passkeys_of_subject on passkeys (subject_id);

-- Codes and challenges that were used, so that each is good once. A challenge itself is derived,
-- not stored, so asking for one leaves nothing behind.
create table used_once (
  id      uuid        primary key,
  used_at timestamptz not null
);
create index used_once_to_sweep on used_once (used_at);

-- One-time links by which an operator enrols.
create table operator_links (
  hash       bytea       primary key,
  made_at    timestamptz not null,
  expires_at timestamptz not null,
  ended_at   timestamptz
);
