-- A stolen session may look, but what takes an account over needs whoever signs in again; and
-- people see where they are signed in, change their mailbox, and operators come back by a code.

alter table sessions
  -- When its person last proved themselves; null: not since signing in.
  add column confirmed_at timestamptz,
  -- To the hour, so that looking around writes next to nothing.
  add column used_at timestamptz,
  -- Kind of browser and system, one of a short list; nothing finer.
  add column browser text;

alter table attempts
  drop constraint attempts_purpose_check,
  add constraint attempts_purpose_check
    check (purpose in ('sign-in', 'order-access', 'confirm', 'new-address')),
  -- Whose session asked, for the last two.
  add column subject_id uuid;

-- A new mailbox that was proven and waits for its day, so that the old one can stop it.
create table address_changes (
  id          uuid        primary key,
  -- Of the secret in the letter to the old mailbox.
  hash        bytea       not null unique check (octet_length(hash) = 32),
  subject_id  uuid        not null references subjects,
  -- The record with the new address, until it becomes the contact.
  record_id   uuid        not null,
  -- The letter to the old mailbox; nothing changes before it is sent.
  letter_id   uuid        not null,
  locale      text        not null check (locale in ('ja', 'en')),
  asked_at    timestamptz not null,
  due_at      timestamptz not null,
  ended_at    timestamptz,
  outcome     text        check (outcome in ('changed', 'stopped', 'taken')),
  check ((ended_at is null) = (outcome is null))
);
create unique index one_address_change on address_changes (subject_id) where ended_at is null;
create index address_changes_due on address_changes (due_at) where ended_at is null;

-- By which an operator who lost every passkey comes back, each once.
create table recovery_codes (
  hash       bytea       primary key check (octet_length(hash) = 32),
  subject_id uuid        not null references subjects,
  made_at    timestamptz not null,
  used_at    timestamptz
);
create index recovery_codes_of_subject on recovery_codes (subject_id);

alter table operator_links
  -- The operator who comes back; null: somebody new.
  add column subject_id uuid references subjects,
  add column invited_by uuid references subjects;
