-- Written by db/generate.ts from the catalogue, to be read and compared, not run.

table schema_migrations
  name text not null
  hash text not null
  applied_at timestamp with time zone not null default now()
  schema_migrations_pkey: PRIMARY KEY (name)
  CREATE UNIQUE INDEX schema_migrations_pkey ON public.schema_migrations USING btree (name)

functions

