-- The storage keeps the same bytes once, under the hash of its content: two sellers, or one seller
-- twice, may upload the same file. So a key belongs to several uploads, and is looked up before a
-- file is removed.
alter table uploads drop constraint uploads_storage_key_key;
create index uploads_by_storage_key on uploads (storage_key);
