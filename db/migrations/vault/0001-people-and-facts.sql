-- People, what is sealed about them, and the facts that allow an opening.
-- Nothing here is a name or an address in clear: those are in `sealed`, under keys that
-- this database does not have.

create table subjects (
  id           uuid        primary key,
  kind         text        not null check (kind in ('member', 'guest', 'operator')),
  made_at      timestamptz not null,
  -- A guest whose mailbox a member has proven to be theirs.
  joined       uuid        references subjects,
  forgotten_at timestamptz
);
create index subjects_joined on subjects (joined) where joined is not null;
create index subjects_guests on subjects (made_at) where kind = 'guest';

-- Never changed, only replaced under a new id: an older copy put back is known by its id.
create table records (
  id         uuid        primary key,
  subject_id uuid        not null references subjects,
  kind       text        not null,
  -- The order or passkey that this record is about, where it is about one.
  about      uuid,
  schema     smallint    not null,
  -- Version of the key-encryption key under which `wrapped` holds this record's own key.
  ring       smallint    not null,
  wrapped    bytea       not null check (octet_length(wrapped) = 60),
  sealed     bytea       not null check (octet_length(sealed) >= 28),
  made_at    timestamptz not null,
  keep_until timestamptz,
  -- Why it outlives its person's erasure.
  need       text        check (need in ('open-order', 'tax-document'))
);
create index records_of_subject on records (subject_id);
create index records_to_forget on records (keep_until) where keep_until is not null;

-- The blind index: how an address is found without being readable.
create table mailboxes (
  record_id   uuid     primary key references records on delete cascade,
  subject_id  uuid     not null,
  version     smallint not null,
  blind_index bytea    not null check (octet_length(blind_index) = 32),
  is_member   boolean  not null
);
create index mailboxes_by_index on mailboxes (blind_index);
create unique index one_member_of_a_mailbox on mailboxes (blind_index) where is_member;

-- Which order belongs to whom. No other database knows.
create table bindings (
  order_id   uuid        primary key,
  subject_id uuid        not null references subjects,
  locale     text        not null check (locale in ('ja', 'en')),
  bound_at   timestamptz not null
);
create index bindings_of_subject on bindings (subject_id, bound_at desc);

create table paid_orders (
  order_id   uuid        primary key,
  intent_id  uuid        not null,
  amount     bigint      not null check (amount >= 0),
  currency   text        not null,
  provider   text        not null,
  line_count integer     not null,
  paid_at    timestamptz not null
);

create table refunded_orders (
  refund_id   uuid        primary key,
  order_id    uuid        not null,
  amount      bigint      not null check (amount > 0),
  currency    text        not null,
  refunded_at timestamptz not null
);

create table disclosures (
  seller_id  uuid        primary key,
  subject_id uuid        not null references subjects,
  record_id  uuid        not null,
  changed_at timestamptz not null
);

-- The id follows from the fact and the template, so each letter is there once.
-- What it carries beside plain facts (a code, an address) is sealed, and gone once it is sent.
create table letters (
  id          uuid        primary key,
  template    text        not null,
  locale      text        not null check (locale in ('ja', 'en')),
  subject_id  uuid,
  order_id    uuid,
  facts       json        not null,
  ring        smallint,
  wrapped     bytea,
  sealed      bytea,
  made_at     timestamptz not null,
  -- When it may be taken; a lease moves this on.
  due_at      timestamptz not null,
  tries       smallint    not null,
  finished_at timestamptz,
  outcome     text        check (outcome in ('sent', 'failed', 'nobody')),
  check ((finished_at is null) = (outcome is null)),
  check (finished_at is null or sealed is null)
);
create index letters_due on letters (due_at) where finished_at is null;
create index letters_finished on letters (finished_at) where finished_at is not null;

create table alarms (
  id   uuid        primary key,
  kind text        not null,
  at   timestamptz not null
);

-- What was destroyed, so that a restored copy is destroyed again before anything opens.
create table shreds (
  record_id   uuid        primary key,
  shredded_at timestamptz not null
);
