-- Lets a process ask for work inside its own transaction without rights on the queue's tables.
-- Payloads carry ids only.
create or replace function enqueue_job(p_name text, p_payload json, p_key text default null) returns void
language plpgsql security definer set search_path = public as $$
begin
  if p_name not in ('check-upload', 'make-renditions', 'index-work', 'remove-file') then
    raise exception 'no such job' using errcode = 'DZ103';
  end if;
  perform graphile_worker.add_job(p_name, p_payload, job_key => p_key, max_attempts => 8);
end $$;
