-- An upload that no work, edition or picture has is removed after a while; before that, what has it is
-- looked up by upload, and by the database again when its row goes.
create index work_files_of_upload on work_files (upload_id);
create index edition_files_of_upload on edition_files (upload_id);
create index pictures_of_upload on pictures (upload_id);
