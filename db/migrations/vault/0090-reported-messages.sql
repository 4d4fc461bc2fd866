-- Who is written to badly says so: the other side writes no more about that order, and the
-- operators hear which order it is. Nothing that was written is copied for it.
create table message_reports (
  record_id   uuid        not null references records on delete cascade,
  by_seller   boolean     not null,
  order_id    uuid        not null,
  seller_id   uuid        not null,
  reason      text        not null check (reason in ('threat', 'solicits', 'spam', 'other')),
  reported_at timestamptz not null,
  primary key (record_id, by_seller)
);
create index message_reports_of_order on message_reports (order_id, seller_id);
