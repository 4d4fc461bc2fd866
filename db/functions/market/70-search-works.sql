-- Spans of time by which the newest hits are found. Each level is eight times as wide as the one
-- before; a work stands in one span of each level.
create or replace function search_span(p_level integer, p_at timestamptz) returns bigint
language sql immutable parallel safe as $$
  select floor(extract(epoch from p_at) / (14400 * 8 ^ p_level))::bigint
$$;

-- The spans of a work published then, as tokens that no letter or digit of a text can make.
create or replace function search_spans(p_at timestamptz) returns tsvector
language sql immutable parallel safe set search_path = public as $$
  select array_to_tsvector(array_agg('#' || level || ':' || search_span(level, p_at)))
  from generate_series(0, 4) level
$$;

-- Works on sale that match, newest first, from one place on: first all that match the first tier,
-- then those that match only the second. It looks into ever wider spans until it has p_most, so
-- a general search reads little of a large index and a rare one has little to read.
create or replace function search_works(
  p_tiers tsquery[], p_tier integer, p_published timestamptz, p_id uuid, p_most integer
) returns table (tier integer, id uuid, published_at timestamptz)
language plpgsql stable set search_path = public set enable_seqscan = off
  set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  v_last constant integer := 5;
  v_level integer;
  v_left integer := p_most;
  v_found integer;
  v_newest timestamptz := (select w.published_at from works w where w.state = 'published'
    order by w.published_at desc limit 1);
  v_query tsquery;
  v_before tsquery;
  v_top timestamptz;
  v_ceiling timestamptz;
  v_ceiling_id uuid;
  v_floor timestamptz;
  v_span bigint;
begin
  if v_newest is null then
    return;
  end if;
  for v_tier in p_tier .. cardinality(p_tiers) loop
    v_before := case when v_tier > 1 then p_tiers[1] end;
    v_ceiling := case when v_tier = p_tier then p_published end;
    v_ceiling_id := case when v_tier = p_tier then p_id end;
    v_top := least(v_ceiling, v_newest);
    v_ceiling := coalesce(v_ceiling, 'infinity');
    v_level := 0;
    loop
      v_query := p_tiers[v_tier];
      v_floor := '-infinity';
      if v_level < v_last then
        -- The span before, too: the newest work may stand at the very start of its own.
        v_span := search_span(v_level, v_top);
        v_query := v_query && format('''#%1$s:%2$s'' | ''#%1$s:%3$s''',
          v_level, v_span, v_span - 1)::tsquery;
        v_floor := to_timestamp((v_span - 1) * 14400 * 8 ^ v_level);
      end if;
      return query
        select v_tier, d.work_id, d.published_at from (
          select s.work_id, s.published_at from search_documents s
          where s.tokens @@ v_query and (v_before is null or not s.tokens @@ v_before)
            and s.published_at >= v_floor and s.published_at <= v_ceiling
            and (s.published_at < v_ceiling or s.work_id > v_ceiling_id)
          order by s.published_at desc, s.work_id
          offset 0
        ) d
        where exists (select from works w where w.id = d.work_id and w.state = 'published')
          and not exists (
            select from takedowns t where t.work_id = d.work_id and t.lifted_at is null)
        limit v_left;
      get diagnostics v_found = row_count;
      v_left := v_left - v_found;
      if v_left = 0 then
        return;
      end if;
      exit when v_level = v_last;
      -- What is nowhere in the newer spans is rare, and read in one go.
      v_level := case when v_found = 0 and v_level > 1 then v_last else v_level + 1 end;
      -- What lies at the floor itself has been seen.
      v_ceiling := v_floor;
      v_ceiling_id := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
    end loop;
  end loop;
end $$;
