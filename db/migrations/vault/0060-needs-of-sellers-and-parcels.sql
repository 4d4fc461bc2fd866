-- An erasure waits for a parcel that is paid and not sent, and for money that is owed to a seller:
-- without the address nothing arrives, without the account nothing can be paid.
alter table records drop constraint records_need_check;
alter table records add constraint records_need_check
  check (need in ('open-order', 'tax-document', 'legal-hold', 'undelivered-order', 'owed-money'));
create index records_pinned on records (need) where need in ('undelivered-order', 'owed-money');
create index parcels_of_record on parcels (record_id);
create index payout_accounts_of_subject on payout_accounts (subject_id);

-- As payments tells it: to whom something is owed, and since when. How much is not the vault's.
create table owed_sellers (
  seller_id  uuid        primary key,
  owed_since timestamptz not null
);
