/** What differs from one cluster to the next. */
export type ClusterSettings = {
  sockets: string
  port: number
  /** False only where every byte can be made again, as in the tests. */
  durable: boolean
}

/**
 * The whole postgresql.conf, written anew at every start. It is cut for a machine with two cores;
 * a `local.conf` beside it has the last word.
 */
export function clusterSettings({ sockets, port, durable }: ClusterSettings): string {
  const lines: [string, string | number][] = [
    ['listen_addresses', "'127.0.0.1'"],
    ['port', port],
    ['unix_socket_directories', quoted(sockets)],
    ['password_encryption', "'scram-sha-256'"],
    ['max_connections', 120],
    ['shared_buffers', "'128MB'"],
    ['effective_cache_size', "'1GB'"],
    ['work_mem', "'8MB'"],
    ['maintenance_work_mem', "'64MB'"],
    ['max_wal_size', "'2GB'"],
    ['min_wal_size', "'128MB'"],
    ['wal_compression', 'pglz'],
    ['checkpoint_timeout', "'15min'"],
    ['random_page_cost', '1.1'],
    ['max_parallel_workers_per_gather', 0],
    // Compiling a query takes longer than any query of a shop.
    ['jit', 'off'],
    ['fsync', durable ? 'on' : 'off'],
    ['synchronous_commit', durable ? 'on' : 'off'],
    ['full_page_writes', durable ? 'on' : 'off'],
    ['log_line_prefix', "'%m [%p] %q%u@%d '"],
    // A statement's text may hold what a person typed.
    ['log_min_error_statement', "'panic'"],
    ['log_error_verbosity', "'terse'"],
    ['log_parameter_max_length_on_error', 0],
    ['timezone', "'UTC'"],
    ['lc_messages', "'C'"],
  ]
  const text = lines.map(([name, value]) => `${name} = ${value}`).join('\n')
  return `# Written at every start; put changes into local.conf.\n${text}\ninclude_if_exists = 'local.conf'\n`
}

/** Nobody without a password, not even through the socket. */
export const clientAuthentication = `local all all scram-sha-256
host all all 127.0.0.1/32 scram-sha-256
`

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
