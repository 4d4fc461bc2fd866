-- Uploads that nothing needs go by their age, so a clock that leapt would take what came a moment ago.
-- Rounds come once an hour whatever a clock says: how many there were since is time that really passed.
create table upload_rounds (at timestamptz primary key);
drop function if exists drop_unused_uploads(timestamptz, integer);
