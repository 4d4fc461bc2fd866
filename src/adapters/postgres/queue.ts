import pg from 'pg'
import { type Server, serverAs } from './admin.ts'
import { owner } from './roles.ts'

/** The release of graphile-worker whose tables we use; a test compares it with the lock file. */
export const queueVersion = '0.18.0'

/**
 * Makes or brings up to date the tables of the job queue, in the owner's name.
 *
 * The queue guards its tables with row security and no policy, which lets only the owner in; the
 * role `worker` gets a policy here and its grants in `db/grants-market.sql` like everything else.
 */
export async function prepareQueue(server: Server, database: string): Promise<void> {
  // Loaded only when there is something to do: it is half of the program's start-up time.
  const { runMigrations } = await import('graphile-worker')
  const pgPool = new pg.Pool({
    ...serverAs(server, database),
    options: `-c role=${owner}`,
    max: 2,
    allowExitOnIdle: true,
  })
  // Both listeners are wanted by graphile-worker; the error itself comes with the next query.
  pgPool.on('error', () => {})
  pgPool.on('connect', (client) => client.on('error', () => {}))
  try {
    await runMigrations({ pgPool })
    await pgPool.query(policies)
  } finally {
    await pgPool.end()
  }
}

const policies = `
do $$
declare
  v_table regclass;
begin
  for v_table in
    select c.oid from pg_class c
    where c.relnamespace = 'graphile_worker'::regnamespace and c.relrowsecurity
  loop
    execute format('drop policy if exists worker on %s', v_table);
    execute format('create policy worker on %s to worker using (true) with check (true)', v_table);
  end loop;
end $$`
