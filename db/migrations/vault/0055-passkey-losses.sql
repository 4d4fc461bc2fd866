-- A member says that every passkey is lost: they are let go of after a wait, unless somebody who
-- still has one uses it, or the letter's link says no.
create table passkey_losses (
  id         uuid        primary key,
  -- Of the secret in the letter.
  hash       bytea       not null unique check (octet_length(hash) = 32),
  subject_id uuid        not null references subjects,
  -- Nothing is let go of before this letter is sent.
  letter_id  uuid        not null,
  locale     text        not null check (locale in ('ja', 'en')),
  asked_at   timestamptz not null,
  due_at     timestamptz not null,
  ended_at   timestamptz,
  outcome    text        check (outcome in ('let-go', 'stopped', 'found')),
  check ((ended_at is null) = (outcome is null))
);
create unique index one_passkey_loss on passkey_losses (subject_id) where ended_at is null;
create index passkey_losses_due on passkey_losses (due_at) where ended_at is null;
