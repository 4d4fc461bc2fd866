import { isIP } from 'node:net'
import { isOfHosts } from '#processes/host-settings.ts'
import { elsewhere, listening } from '#processes/hosts.ts'

/** What a process is asked from and asks at other hosts. */
export interface Doors {
  name: string
  /** Hosts that it asks: addresses, or names that only a resolver knows. */
  asks: string[]
  /** The port on which others come, and from where; nobody named is anybody. */
  opens: { port: number; from: string[] } | undefined
}

/** The doors of a process by its settings; undefined when it needs none. */
export function doorsOf(name: string, env: Readonly<Record<string, string>>): Doors | undefined {
  const set = Object.entries(env).filter(([setting]) => isOfHosts(setting))
  if (set.length === 0) return undefined
  const asks = set.flatMap(([setting, value]) =>
    setting.endsWith('_AT') ? (elsewhere(value)?.host ?? []) : [],
  )
  const own = set.find(([setting]) => setting.endsWith('_LISTEN'))
  const place = own && listening(own[1])
  const from = own && env[own[0].replace(/LISTEN$/, 'CALLERS_FROM')]
  const opens = place && {
    port: place.port,
    from: from?.split(',').map((each) => each.trim()) ?? [],
  }
  return { name, asks: [...new Set(asks)], opens }
}

/** For `/etc/systemd/system/`: the unit's walls, opened for these doors and no others. */
export function dropIn({ asks, opens }: Doors): string {
  const allowed = [...asks.filter((host) => isIP(host) !== 0), ...(opens?.from ?? [])]
  const unknown = asks.filter((host) => isIP(host) === 0)
  return [
    '# Made by dozo environment from the settings; do not edit.',
    '[Service]',
    'PrivateNetwork=no',
    'RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6',
    ...allowed.map((each) => `IPAddressAllow=${each}`),
    ...unknown.map((host) => `# IPAddressAllow= the address of ${host}, and the resolver's`),
    ...(opens && opens.from.length === 0 ? ['# IPAddressAllow= the hosts of the callers'] : []),
    'SocketBindDeny=any',
    ...(opens ? [`SocketBindAllow=tcp:${opens.port}`] : []),
    '',
  ].join('\n')
}

/** Laid over compose.yaml: a network for those who need one, a port for those who listen. */
export function composeOverride(doors: readonly Doors[], callsDir: string): string {
  const services = doors.map(({ name, opens }) =>
    [
      `  ${name}:`,
      '    network_mode: !reset null',
      '    networks: [outside]',
      ...(opens ? [`    ports: ["${opens.port}:${opens.port}"]`] : []),
      `    volumes: ["${callsDir}/${name}:${callsDir}/${name}:ro"]`,
    ].join('\n'),
  )
  return `# Made by dozo environment from the settings; do not edit.\nservices:\n${services.join('\n')}\n`
}
