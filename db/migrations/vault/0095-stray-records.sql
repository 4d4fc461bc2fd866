-- A record that came while its person was erased is looked for every minute.
create index forgotten_subjects on subjects (id) where forgotten_at is not null;
