import { isIP } from 'node:net'
import { isOfHosts } from '#processes/host-settings.ts'
import { elsewhere, listening } from '#processes/hosts.ts'
import { type ProcessRow, processes } from '#processes/table.ts'

/** What a process is asked from and asks over the network. */
export interface Doors {
  name: string
  /** Hosts that it asks: addresses, or names that only a resolver knows. */
  asks: string[]
  /** The port on which others come, and from where; nobody named is anybody. */
  opens: { port: number; from: string[] } | undefined
  /** Some of them are processes of other hosts, who know it by its papers. */
  hasPapers: boolean
  /** It listens where only root may, unless its unit is given that one right. */
  isLow: boolean
}

/** The doors of a process by its settings; undefined when its unit needs none opened. */
export function doorsOf(name: string, env: Readonly<Record<string, string>>): Doors | undefined {
  const set = Object.entries(env).filter(([setting]) => isOfHosts(setting))
  const neighbours = set.flatMap(([setting, value]) =>
    setting.endsWith('_AT') ? (elsewhere(value)?.host ?? []) : [],
  )
  const asks = [...new Set([...neighbours, ...strangers(name, env)])]
  const own = set.find(([setting]) => setting.endsWith('_LISTEN'))
  const place = own && listening(own[1])
  const from = own && env[own[0].replace(/LISTEN$/, 'CALLERS_FROM')]
  const opens = place && {
    port: place.port,
    from: from?.split(',').map((each) => each.trim()) ?? [],
  }
  const isLow = [env.PORT, env.CANARY_SMTP_PORT].some((port) => isLowPort(port))
  if (set.length === 0 && asks.length === 0 && !isLow) return undefined
  return { name, asks, opens, hasPapers: set.length > 0, isLow }
}

const firstFreePort = 1024
const isLowPort = (port: string | undefined) => port !== undefined && Number(port) < firstFreePort

/** In which setting a process is told where somebody is who is no process of ours. */
const toldIn: Record<ProcessRow['connects'][number], string> = {
  provider: 'PROVIDER_ORIGIN',
  relay: 'SMTP_URL',
  gateway: 'MONITOR_GATEWAY',
  keys: 'KEYS_TRANSIT_URL',
}

function strangers(name: string, env: Readonly<Record<string, string>>): string[] {
  const row = processes.find((each) => each.name === name)
  const told = (row?.connects ?? []).flatMap((whom) => env[toldIn[whom]]?.split(',') ?? [])
  const databases = Object.entries(env).filter(([setting]) => setting.endsWith('_DATABASE_URL'))
  const urls = [...told, ...databases.map(([, url]) => url)].flatMap((url) => URL.parse(url) ?? [])
  return urls
    .filter(({ searchParams }) => !searchParams.has('host'))
    .map(({ hostname }) => hostname.replace(/^\[|\]$/g, ''))
}

/** For `/etc/systemd/system/`: the unit's walls, opened for these doors and no others. */
export function dropIn({ name, asks, opens, isLow }: Doors): string {
  const allowed = [...asks.filter((host) => isIP(host) !== 0), ...(opens?.from ?? [])]
  const unknown = asks.filter((host) => isIP(host) === 0)
  const isOpenAnyway = processes.some((row) => row.name === name && row.listens === 'port')
  return [
    '# Made by dozo environment from the settings; do not edit.',
    '[Service]',
    ...(asks.length > 0 || opens
      ? ['PrivateNetwork=no', 'RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6']
      : []),
    ...(isOpenAnyway ? [] : allowed.map((each) => `IPAddressAllow=${each}`)),
    ...unknown.map((host) => `# IPAddressAllow= the address of ${host}, and the resolver's`),
    ...(opens && opens.from.length === 0 ? ['# IPAddressAllow= the hosts of the callers'] : []),
    'SocketBindDeny=any',
    ...(opens ? [`SocketBindAllow=tcp:${opens.port}`] : []),
    ...(isLow ? lowPort : []),
    '',
  ].join('\n')
}

/** The one right of root that such a port needs counts for nothing in a user namespace. */
const lowPort = [
  'PrivateUsers=no',
  'AmbientCapabilities=CAP_NET_BIND_SERVICE',
  'CapabilityBoundingSet=CAP_NET_BIND_SERVICE',
]

/** Laid over compose.yaml: a network for those who need one, a port for those who listen. */
export function composeOverride(doors: readonly Doors[], callsDir: string): string {
  const services = doors.map(({ name, opens, hasPapers }) =>
    [
      `  ${name}:`,
      '    network_mode: !reset null',
      '    networks: [outside]',
      ...(opens ? [`    ports: ["${opens.port}:${opens.port}"]`] : []),
      ...(hasPapers ? [`    volumes: ["${callsDir}/${name}:${callsDir}/${name}:ro"]`] : []),
    ].join('\n'),
  )
  return `# Made by dozo environment from the settings; do not edit.\nservices:\n${services.join('\n')}\n`
}
