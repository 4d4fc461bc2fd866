-- Who sells, and what. Everything in this file is public by nature; a seller's
-- person is known here only as an opaque subject id that the vault can resolve.
create extension if not exists pg_trgm;

create table sellers (
  id           uuid        primary key,
  member_id    uuid        not null unique,
  handle       text        not null unique check (handle ~ '^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$'),
  kind         text        not null check (kind in ('creator', 'shop')),
  name         text        not null check (length(name) between 1 and 80),
  introduction text        not null default '' check (length(introduction) <= 4000),
  picture_id   uuid,
  version      integer     not null default 1,
  opened_at    timestamptz not null
);

-- A file on its way in or already here. The worker's verdict stands in upload_checks.
create table uploads (
  id          uuid        primary key,
  seller_id   uuid        not null references sellers,
  purpose     text        not null check (purpose in ('work-file', 'picture')),
  name        text        not null check (length(name) between 1 and 255),
  bytes       bigint      not null check (bytes > 0),
  storage_key text        not null unique,
  begun_at    timestamptz not null,
  received_at timestamptz
);
create index uploads_of_seller on uploads (seller_id, begun_at desc);

create table works (
  id           uuid        primary key,
  seller_id    uuid        not null references sellers,
  state        text        not null default 'draft'
                           check (state in ('draft', 'published', 'withdrawn')),
  title        text        not null check (length(title) between 1 and 200),
  description  text        not null default '' check (length(description) <= 20000),
  category     text        not null check (category in ('ebook', 'comic', 'sheet-music', 'photo',
                             'illustration', 'web-template', 'course', 'audio', 'software', 'other')),
  language     text        not null check (language in ('ja', 'en', 'fr', 'zh', 'ko', 'other', 'none')),
  tags         text[]      not null default '{}' check (cardinality(tags) <= 10),
  price        bigint      not null check (price between 0 and 10000000),
  currency     text        not null check (currency ~ '^[A-Z]{3}$'),
  -- Basis points, contained in the price (総額表示).
  tax_rate     integer     not null default 1000 check (tax_rate between 0 and 10000),
  cover_id     uuid,
  edition_id   uuid,
  -- Rises with every change a page could show; cached pages carry it.
  version      integer     not null default 1,
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  published_at timestamptz,
  check (state <> 'published' or published_at is not null)
);
create index works_of_seller on works (seller_id, created_at desc);
create index works_newest on works (published_at desc, id) where state = 'published';
create index works_newest_by_category on works (category, published_at desc, id)
  where state = 'published';

-- Only limited works have a row here; no row means "as many as you like".
create table stocks (
  work_id   uuid    primary key references works,
  available integer not null check (available >= 0)
);

create table pictures (
  id        uuid     primary key,
  seller_id uuid     not null references sellers,
  work_id   uuid     references works,
  upload_id uuid     not null references uploads,
  position  smallint not null default 0,
  -- What a person who cannot see the picture is told.
  alt       text     not null default '' check (length(alt) <= 300)
);
create index pictures_of_work on pictures (work_id, position);
alter table sellers add foreign key (picture_id) references pictures;
alter table works add foreign key (cover_id) references pictures;

-- The files a work will have when it is next published.
create table work_files (
  work_id   uuid     not null references works,
  upload_id uuid     not null references uploads,
  position  smallint not null,
  name      text     not null check (length(name) between 1 and 255),
  primary key (work_id, upload_id)
);

-- What was published, and what buyers of that time own. Never changed afterwards.
create table editions (
  id         uuid        primary key,
  work_id    uuid        not null references works,
  number     integer     not null check (number > 0),
  created_at timestamptz not null,
  unique (work_id, number)
);
create table edition_files (
  edition_id uuid     not null references editions,
  upload_id  uuid     not null references uploads,
  position   smallint not null,
  name       text     not null,
  primary key (edition_id, upload_id)
);
alter table works add foreign key (edition_id) references editions;
