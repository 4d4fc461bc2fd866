-- A search must not cost more because the market grew. Every document now carries spans of time
-- as tokens, so that the newest hits are found without reading all of them (search_works), and
-- beginnings of the words of a title, so that typing "h" reads one list and not all words in h.
-- Typing errors are looked for among the market's words instead of among all its titles.
-- The worker writes documents of an older version again when it starts.
alter table search_documents
  add column published_at timestamptz not null default '-infinity',
  add column version      smallint    not null default 1;
alter table search_documents alter column version drop default;
drop index search_documents_words;
alter table search_documents drop column words;
drop index search_documents_tokens;
create index search_documents_tokens on search_documents using gin (tokens) with (fastupdate = off);

create table search_words (
  word text primary key check (length(word) between 4 and 40)
);
create index search_words_likeness on search_words using gin (word gin_trgm_ops);
