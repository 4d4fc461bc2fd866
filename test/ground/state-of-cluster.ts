import { type Server, withAdmin } from '#adapters/postgres/admin.ts'

/**
 * All of a cluster that two runs on databases of their own could share, as text. Templates are not
 * read: they take no connections, so no run changes them.
 */
export function stateOf(server: Server): Promise<string> {
  return withAdmin(server, 'postgres', async (client) => {
    const { rows } = await client.query<{ line: string }>(`
      select 'role ' || r::text as line from pg_authid r
      union all select 'member ' || m::text from pg_auth_members m
      union all select 'setting ' || s::text from pg_db_role_setting s
      union all select 'file ' || f::text from pg_file_settings f
      union all select 'space ' || t::text from pg_tablespace t
      union all select 'slot ' || s.slot_name from pg_replication_slots s
      union all select 'prepared ' || p.gid from pg_prepared_xacts p
      union all select 'session ' || a.pid from pg_stat_activity a
        where a.backend_type = 'client backend' and a.pid <> pg_backend_pid()
      union all select 'database ' ||
        (d.datname, d.datdba, d.datacl, d.datallowconn, d.datistemplate, d.datconnlimit)::text
        from pg_database d
      order by 1`)
    return rows.map(({ line }) => line).join('\n')
  })
}
