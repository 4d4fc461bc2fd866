-- Forgets uploads that arrived, or began and never ended, so long before p_now, and at least p_rounds
-- hourly rounds ago, and that no work, no edition and no picture has. The clock alone decides nothing: one
-- that leaps has no rounds behind it. Each file is looked at again by a job of this transaction: the same
-- bytes may belong to others. Gives how many. Whoever takes one up at this moment keeps it.
create or replace function drop_unused_uploads(
  p_now timestamptz, p_unused interval, p_rounds integer, p_limit integer
) returns integer
language plpgsql security definer set search_path = public as $$
declare
  v_counted timestamptz;
  v_ids uuid[];
  v_key text;
begin
  -- A round in the future is one of a clock that was set back since.
  delete from upload_rounds where at > p_now;
  insert into upload_rounds
    select p_now where not exists (select from upload_rounds where at > p_now - interval '50 minutes');
  select at into v_counted from upload_rounds order by at desc offset p_rounds - 1 limit 1;
  if not found then return 0; end if;
  delete from upload_rounds where at < v_counted;
  select array_agg(id) into v_ids from (
    select u.id from uploads u
    where coalesce(u.received_at, u.begun_at) < least(v_counted, p_now - p_unused)
      and not exists (select from work_files f where f.upload_id = u.id)
      and not exists (select from edition_files f where f.upload_id = u.id)
      and not exists (select from pictures p where p.upload_id = u.id)
    order by u.begun_at limit p_limit for update skip locked
  ) found;
  for v_key in select distinct storage_key from uploads where id = any (v_ids) and received_at is not null
  loop
    perform enqueue_job('remove-file', json_build_object('key', v_key), 'remove-file ' || v_key);
  end loop;
  delete from upload_checks where upload_id = any (v_ids);
  delete from uploads where id = any (v_ids);
  return coalesce(cardinality(v_ids), 0);
end $$;
