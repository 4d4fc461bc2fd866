-- The operator's own tables, and the results the worker writes.
create table takedowns (
  id        uuid        primary key,
  work_id   uuid        not null references works,
  reason    text        not null check (reason in ('rights', 'illegal', 'misleading', 'harmful', 'seller-left', 'other')),
  note      text        not null default '' check (length(note) <= 1000),
  taken_by  uuid        not null,
  taken_at  timestamptz not null,
  lifted_at timestamptz
);
create unique index takedowns_standing on takedowns (work_id) where lifted_at is null;

-- Ordered; the first rule that matches a line is frozen on it.
create table commission_rules (
  id          uuid        primary key,
  position    integer     not null unique,
  category    text,
  seller_id   uuid        references sellers,
  rate        integer     not null check (rate between 0 and 10000),
  valid_from  timestamptz not null,
  valid_until timestamptz
);

create table upload_checks (
  upload_id  uuid        primary key references uploads,
  verdict    text        not null check (verdict in ('accepted', 'refused')),
  -- A refusal's reason as a code of the message catalogue.
  reason     text,
  sha256     text        check (sha256 ~ '^[0-9a-f]{64}$'),
  media_type text,
  checked_at timestamptz not null,
  check (verdict = 'refused' or (sha256 is not null and media_type is not null))
);
create table renditions (
  picture_id  uuid     not null references pictures,
  format      text     not null check (format in ('avif', 'webp', 'jpeg')),
  width       integer  not null check (width > 0),
  height      integer  not null check (height > 0),
  bytes       integer  not null check (bytes > 0),
  storage_key text     not null,
  primary key (picture_id, format, width)
);
create table search_documents (
  work_id uuid     primary key references works,
  tokens  tsvector not null,
  words   text     not null
);
create index search_documents_tokens on search_documents using gin (tokens);
create index search_documents_words on search_documents using gin (words gin_trgm_ops);

-- Pages are cached by version; this tells every storefront that one is stale.
create function announce_work() returns trigger language plpgsql as $$
begin
  perform pg_notify('work_changed', coalesce(new.work_id, old.work_id)::text);
  return null;
end $$;
create function announce_work_itself() returns trigger language plpgsql as $$
begin
  perform pg_notify('work_changed', new.id::text);
  return null;
end $$;
create trigger works_announce after insert or update on works
  for each row execute function announce_work_itself();
create trigger takedowns_announce after insert or update on takedowns
  for each row execute function announce_work();
create trigger stocks_announce after insert or delete on stocks
  for each row execute function announce_work();
create function announce_stock_end() returns trigger language plpgsql as $$
begin
  perform pg_notify('work_changed', new.work_id::text);
  return null;
end $$;
-- Only when a page's words change: the last copy goes, or one comes back.
create trigger stocks_announce_end after update on stocks
  for each row when ((old.available = 0) <> (new.available = 0)) execute function announce_stock_end();
create function announce_seller() returns trigger language plpgsql as $$
begin
  perform pg_notify('seller_changed', new.id::text);
  return null;
end $$;
create trigger sellers_announce after insert or update on sellers
  for each row execute function announce_seller();
create function announce_picture() returns trigger language plpgsql as $$
begin
  perform pg_notify('picture_changed', new.picture_id::text);
  return null;
end $$;
create trigger renditions_announce after insert on renditions
  for each row execute function announce_picture();
-- No NOTIFY on the way of an order: it takes one lock for the whole database until the
-- commit is on disk, so orders would queue one behind the other. The relay is woken in its process.
