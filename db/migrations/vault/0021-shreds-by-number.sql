-- After a restore the ledger beside the log knows things destroyed that this database never saw:
-- it has their number and a hash of their id, no more. So the number is the key, and given by the
-- one writer.
alter table shreds alter column number drop identity;
alter table shreds drop constraint shreds_pkey;
drop index shreds_by_number;
alter table shreds add primary key (number);
alter table shreds alter column id drop not null;
create unique index shreds_by_id on shreds (id);
alter table shreds add column hash bytea;
update shreds set hash = sha256(convert_to('dozo shred' || chr(10) || id, 'UTF8'));
alter table shreds alter column hash set not null;
alter table shreds add check (octet_length(hash) = 32);

-- How far the ledger must go before the vault opens a database out of a backup; null where
-- somebody said that no newer ledger is left.
alter table restores add column ledger_to bigint;
alter table restores add column ledger_lost boolean not null default false;
grant select, update on restores to vault;
