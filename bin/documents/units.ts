import { dirname } from 'node:path'
import { configExit } from '../../src/processes/life.ts'
import { type ProcessRow, processes } from '../../src/processes/table.ts'
import {
  folders,
  isOnNetwork,
  nodeCommand,
  owned,
  paths,
  sharesFiles,
  socketFolders,
} from './deployed.ts'

const made = '# Made from src/processes/table.ts by bin/write-docs.ts; do not edit.'
const user = (name: string) => `dozo-${name}`

/** Units, users and folders for a machine with systemd: one service for each process. */
export function unitDocuments(): Record<string, string> {
  const services = processes.map((row) => [`deploy/systemd/${user(row.name)}.service`, unit(row)])
  return {
    ...Object.fromEntries(services),
    'deploy/systemd/dozo.target': target(),
    'deploy/systemd/sysusers.conf': users(),
    'deploy/systemd/tmpfiles.conf': tmpfiles(),
  }
}

/** It wants all nine; a unit without settings on this host says so and is left out. */
function target(): string {
  const services = processes.map(({ name }) => `${user(name)}.service`)
  return `${made}
[Unit]
Description=Dozo, all processes of this host
After=network-online.target postgresql.service
Wants=network-online.target ${services.join(' ')}

[Install]
WantedBy=multi-user.target
`
}

function unit(row: ProcessRow): string {
  const before = processes.filter(({ wave }) => wave < row.wave).map(({ name }) => name)
  return `${made}
[Unit]
Description=Dozo: ${row.name}
PartOf=dozo.target
After=${[...before.map((name) => `${user(name)}.service`), 'postgresql.service'].join(' ')}
ConditionPathExists=${paths.settings}/${row.name}.env
# However often it falls, such as while PostgreSQL is away: it comes back.
StartLimitIntervalSec=0

[Service]
Type=exec
User=${user(row.name)}
Group=${user(row.name)}
${sharesFiles(row) ? 'SupplementaryGroups=dozo-files\n' : ''}DynamicUser=yes
UMask=0007
EnvironmentFile=${paths.settings}/${row.name}.env
ExecStart=${paths.node} ${nodeCommand(row).join(' ')}
Restart=always
RestartSec=1
RestartPreventExitStatus=${configExit}
TimeoutStopSec=15
MemoryMax=${row.heapMegabytes * 3}M
TasksMax=64
${walls(row)}
${network(row)}`
}

/** What holds although the program is somebody else's by then. */
function walls(row: ProcessRow): string {
  const writable = [
    ...row.writes.flatMap((setting) => owned.filter(({ folder }) => folderOf[setting] === folder)),
  ].map(({ folder }) => `${paths.state}/${folder}`)
  const { own } = socketFolders(row)
  const others = owned
    .map(({ folder }) => folder)
    .filter((folder) => ![...row.reads, ...row.writes].some((each) => folderOf[each] === folder))
  return [
    'NoNewPrivileges=yes',
    'CapabilityBoundingSet=',
    'AmbientCapabilities=',
    'ProtectSystem=strict',
    'ProtectHome=yes',
    'ProtectProc=invisible',
    'ProcSubset=pid',
    'ProtectKernelTunables=yes',
    'ProtectKernelModules=yes',
    'ProtectKernelLogs=yes',
    'ProtectControlGroups=yes',
    'ProtectClock=yes',
    'ProtectHostname=yes',
    'PrivateTmp=yes',
    'PrivateDevices=yes',
    'PrivateUsers=yes',
    'RestrictNamespaces=yes',
    'RestrictRealtime=yes',
    'RestrictSUIDSGID=yes',
    'LockPersonality=yes',
    'RemoveIPC=yes',
    'KeyringMode=private',
    'SystemCallArchitectures=native',
    'SystemCallFilter=@system-service',
    'SystemCallFilter=~@privileged @resources',
    `ReadOnlyPaths=${paths.root}`,
    `ReadWritePaths=${[...own.map((folder) => `${paths.run}/${folder}`), ...writable].join(' ')}`,
    `InaccessiblePaths=${others.map((folder) => `-${paths.state}/${folder}`).join(' ')}`,
  ].join('\n')
}

const folderOf: Record<string, string> = {
  VAULT_RING_DIR: 'ring',
  VAULT_RING_COPY_DIR: 'copy-of-ring',
  LOG_DIR: 'log',
  STORAGE_DIR: 'files',
  MONITOR_DIR: 'monitor',
}

/** Sockets only, or the addresses that a drop-in of the operator adds. */
function network(row: ProcessRow): string {
  if (!isOnNetwork(row)) {
    return 'PrivateNetwork=yes\nRestrictAddressFamilies=AF_UNIX\nIPAddressDeny=any\n'
  }
  const families = 'RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6'
  if (row.listens === 'port') return `${families}\nSocketBindDeny=any\nSocketBindAllow=tcp\n`
  const mail = row.settings.includes('CANARY_SMTP_PORT') ? 'SocketBindAllow=tcp\n' : ''
  return `${families}
SocketBindDeny=any
${mail}# Nobody may be asked until a drop-in says who, for ${row.connects.join(' and ')}: IPAddressAllow=…
IPAddressDeny=any
`
}

function users(): string {
  const names = processes.map(({ name }) => user(name))
  return `${made}
${names.map((name) => `u ${name} - "Dozo"`).join('\n')}
g dozo-files -
m dozo-storefront dozo-files
m dozo-worker dozo-files
`
}

function tmpfiles(): string {
  const folders = owned.map(
    (each) =>
      `d ${paths.state}/${each.folder} ${each.mode} ${user(each.user)} dozo-${each.group} -`,
  )
  const papers = processes
    .filter(({ reads }) => reads.includes('CALLS_CERTIFICATE'))
    .map(({ name }) => `d ${paths.state}/calls/${name} 0700 ${user(name)} ${user(name)} -`)
  const servers = [...processes.map(({ name }) => name), 'supervisor']
  const sockets = processes.flatMap((row) =>
    socketFolders(row).own.map((folder) => {
      const caller = folder.replace(/^.*for-/, '')
      const group = caller === 'supervisor' ? 'root' : user(caller)
      return `d ${paths.run}/${folder} 2750 ${user(row.name)} ${group} -`
    }),
  )
  return `${made}
d ${paths.state} 0711 root root -
d ${paths.run} 0711 root root -
d ${paths.settings} 0711 root root -
${certificates()}
d ${paths.state}/calls 0711 root root -
${papers.join('\n')}
${folders.join('\n')}
${servers.map((name) => `d ${paths.run}/${name} 0711 root root -`).join('\n')}
${sockets.join('\n')}
`
}

/** Folders of files that somebody else renews, each for the one process that reads them. */
function certificates(): string {
  const readers = processes.flatMap(({ name, reads }) =>
    reads.flatMap((setting) => {
      const path = folders[setting] ?? ''
      return path.startsWith(`${paths.settings}/`)
        ? [`${dirname(path)} 0750 root ${user(name)}`]
        : []
    }),
  )
  return [...new Set(readers)].map((each) => `d ${each} -`).join('\n')
}
