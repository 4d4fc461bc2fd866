import { callersOf } from '../../src/processes/callers.ts'
import { memoryFlags } from '../../src/processes/supervisor/memory-flags.ts'
import { permissionFlags } from '../../src/processes/supervisor/permissions.ts'
import { needsNetwork } from '../../src/processes/supervisor/users.ts'
import { type ProcessRow, processes } from '../../src/processes/table.ts'

/** Where a production of units or containers keeps what; PostgreSQL is another service there. */
export const paths = {
  root: '/opt/dozo',
  node: '/opt/dozo/node',
  run: '/run/dozo',
  state: '/var/lib/dozo',
  settings: '/etc/dozo',
}

/** Folders by the settings that name them. */
export const folders: Record<string, string> = {
  BUILD_DIR: `${paths.root}/build`,
  STORAGE_DIR: `${paths.state}/files`,
  VAULT_RING_DIR: `${paths.state}/ring`,
  // Not `ring-copy`: of two folders whose names begin alike Node's permissions forget the shorter.
  VAULT_RING_COPY_DIR: `${paths.state}/copy-of-ring`,
  LOG_DIR: `${paths.state}/log`,
  MONITOR_DIR: `${paths.state}/monitor`,
  TLS_CERTIFICATE: `${paths.settings}/tls/certificate.pem`,
  TLS_KEY: `${paths.settings}/tls/key.pem`,
  MONITOR_CA_FILE: `${paths.settings}/monitor/ca.pem`,
  KEYS_TRANSIT_TOKEN_FILE: `${paths.settings}/vault/token`,
  KEYS_TRANSIT_ROLE_FILE: `${paths.settings}/vault/role`,
  KEYS_TRANSIT_CA_FILE: `${paths.settings}/vault/ca.pem`,
}

/** Whose a folder is, who shares it, and its mode. */
export const owned = [
  { folder: 'ring', user: 'vault', group: 'vault', mode: '0700' },
  { folder: 'copy-of-ring', user: 'vault', group: 'vault', mode: '0700' },
  { folder: 'log', user: 'vault', group: 'gateway', mode: '2750' },
  { folder: 'files', user: 'storefront', group: 'files', mode: '2770' },
  { folder: 'monitor', user: 'monitor', group: 'monitor', mode: '0700' },
]

export const sharesFiles = (row: ProcessRow): boolean => row.writes.includes('STORAGE_DIR')
export const isOnNetwork = (row: ProcessRow): boolean => needsNetwork(row, {})

/** The folders of sockets that a process listens in, and those where it is the caller. */
export function socketFolders({ name }: ProcessRow): { own: string[]; asked: string[] } {
  const folder = (server: string, caller: string) => `${server}/for-${caller}`
  const own = callersOf(name).map((caller) => folder(name, caller))
  const asked = [...processes.map((row) => row.name), 'supervisor']
    .filter((server) => callersOf(server).includes(name))
    .map((server) => folder(server, name))
  return { own, asked }
}

/** What Node is started with. */
export function nodeCommand(row: ProcessRow): string[] {
  const program = `${paths.root}/build/${row.name}.js`
  const env = { ...folders, CALLS_CERTIFICATE: `${paths.state}/calls/${row.name}/papers.pem` }
  const flags = permissionFlags(row, env, { root: paths.root, program, runDir: paths.run })
  return [...flags, ...memoryFlags(row), program]
}
