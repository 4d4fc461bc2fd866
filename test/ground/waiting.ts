import type pg from 'pg'

/** How many sessions of this database wait for a lock that another one holds. */
export async function sessionsWaiting(admin: pg.Client | pg.Pool): Promise<number> {
  const { rows } = await admin.query(
    `select count(*)::int as count from pg_stat_activity
     where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`,
  )
  return rows[0].count
}
