import { BlockList, isIP } from 'node:net'
import { join } from 'node:path'
import type { CallList, Handlers } from '#lib/call/call.ts'
import { type Identity, openIdentity } from '#lib/call/identity.ts'
import type { Place } from '#lib/call/line.ts'
import { serveCalls } from '#lib/call/serve.ts'
import { serveCallsByTls } from '#lib/call/serve-tls.ts'
import type { Answers, Fault } from '#lib/call/visit.ts'
import { systemClock } from '#lib/clock.ts'
import { ConfigError } from '#lib/config-error.ts'
import type { Log } from '#lib/log.ts'

/** An address and a port of another host, or of our own where we listen. */
export interface HostPort {
  host: string
  port: number
}

/** Where a server is on another host: `tls://host:port`. Not set: its socket on this one. */
export function elsewhere(value: string | undefined): HostPort | undefined {
  if (value === undefined) return undefined
  const found = /^tls:\/\/(\[[0-9a-f:.]+\]|[a-z0-9.-]+):(\d{1,5})$/.exec(value)
  return hostPort(found, 'must be an address like tls://192.0.2.7:7400')
}

/** Where to listen for other hosts: `address:port`. Not set: sockets only. */
export function listening(value: string | undefined): HostPort | undefined {
  if (value === undefined) return undefined
  const found = /^(\[[0-9a-f:.]+\]|[0-9.]+):(\d{1,5})$/.exec(value)
  return hostPort(found, 'must be an address and a port like 192.0.2.7:7400')
}

/** Addresses and networks with commas between them: `192.0.2.1,2001:db8::/32`. Not set: any. */
export function callersFrom(value: string | undefined): BlockList | undefined {
  if (value === undefined) return undefined
  const list = new BlockList()
  for (const each of value.split(',').map((part) => part.trim())) {
    const [address = '', bits] = each.split('/')
    const kind = isIP(address)
    const most = kind === 6 ? 128 : 32
    if (kind === 0 || (bits !== undefined && !(/^\d+$/.test(bits) && Number(bits) <= most))) {
      throw new RangeError('must be addresses or networks like 192.0.2.1,198.51.100.0/24')
    }
    list.addSubnet(address, Number(bits ?? most), kind === 6 ? 'ipv6' : 'ipv4')
  }
  return list
}

function hostPort(found: RegExpExecArray | null, wanted: string): HostPort {
  const port = Number(found?.[2])
  if (!found || port < 1 || port > 65_535) throw new RangeError(wanted)
  return { host: found[1]!.replace(/^\[|\]$/g, ''), port }
}

/** What a process is given about itself and its neighbours. */
export interface Neighbours {
  RUN_DIR: string
  /** Needed once anybody is asked, or asks, from another host. */
  CALLS_CERTIFICATE?: string | undefined
}

const identities = new Map<string, Identity>()
const dayMillis = 86_400_000
const warnDays = 14
const warnEveryMillis = 6 * 3_600_000

/** How `caller` reaches `server`: by its socket on this host, or by TLS at another. */
export function reach(
  [caller, server]: [caller: string, server: string],
  at: HostPort | undefined,
  config: Neighbours,
  log: Log,
): Place {
  if (!at) return { path: join(config.RUN_DIR, server, `for-${caller}/socket`) }
  const onProblem = nowAndThen((error: Error) => log.warn('not-reached', { server, error }))
  return { tls: { ...at, server, identity: identityOf(caller, config, log), onProblem } }
}

export interface Listening {
  log: Log
  onFault: (fault: Fault) => void
  at: HostPort | undefined
  from: BlockList | undefined
  /** Told of each certificate that ends within 14 days, ours too; often the same one. */
  onEnding?: (name: string) => void
}

/** What one caller may ask, how much of it at once, and who answers, whatever the calls. */
export function answers<C extends CallList>(
  calls: C,
  handlers: Handlers<C>,
  limits: Pick<Answers<C>, 'maxAskedBytes'> = {},
): Answers<CallList> {
  return { calls, handlers, ...limits } as unknown as Answers<CallList>
}

/** The supervisor is of the same host, always: what it may ask is not for a network. */
const neverFromElsewhere = 'supervisor'

/** Answers each caller on its own socket, and on one TLS address when there is one. */
export async function serveCallers(
  name: string,
  answers: Readonly<Record<string, Answers<CallList>>>,
  config: Neighbours,
  { log, onFault, at, from, onEnding }: Listening,
): Promise<{ close(): Promise<unknown> }> {
  const servers: { close(): Promise<void> }[] = await Promise.all(
    Object.entries(answers).map(([caller, answer]) =>
      serveCalls({ path: join(config.RUN_DIR, name, `for-${caller}/socket`), ...answer, onFault }),
    ),
  )
  if (at) {
    const identity = identityOf(name, config, log, onEnding)
    const { [neverFromElsewhere]: _, ...callers } = answers
    const onRefused = nowAndThen((why: string) => log.warn('caller-refused', { why }))
    const onGuest = (guest: string, until: Date) => isEnding(until) && onEnding?.(guest)
    servers.push(
      await serveCallsByTls({ ...at, identity, callers, from, onFault, onRefused, onGuest }),
    )
  }
  return { close: () => Promise.all(servers.map((server) => server.close())) }
}

/** One for all that a process asks and answers; looked at again every few seconds. */
function identityOf(
  name: string,
  { CALLS_CERTIFICATE: path }: Neighbours,
  log: Log,
  onEnding?: (name: string) => void,
): Identity {
  if (!path) throw new ConfigError(['CALLS_CERTIFICATE is not set; see dozo certificates --help.'])
  const identity = identities.get(path) ?? opened(path, log)
  identities.set(path, identity)
  const { name: named } = identity.current()
  if (named !== name) throw new ConfigError([`CALLS_CERTIFICATE is that of ${named}, not ${name}.`])
  const warn = () => {
    const { until } = identity.current()
    if (!isEnding(until)) return
    log.warn('certificate-ends', { until: until.toISOString() })
    onEnding?.(name)
  }
  warn()
  setInterval(warn, warnEveryMillis).unref()
  return identity
}

function opened(path: string, log: Log): Identity {
  const onProblem = nowAndThen((error) => log.error('certificate-unread', { error }))
  try {
    return openIdentity(path, { onProblem })
  } catch (error) {
    throw new ConfigError([`CALLS_CERTIFICATE ${path}: ${(error as Error).message}.`])
  }
}

function isEnding(until: Date): boolean {
  return until.getTime() - systemClock().getTime() < warnDays * dayMillis
}

const quietMillis = 60_000

/** At most once a minute, so that strangers do not fill the log. */
function nowAndThen<T>(tell: (what: T) => void): (what: T) => void {
  let toldAt = 0
  return (what) => {
    const now = systemClock().getTime()
    if (now - toldAt < quietMillis) return
    toldAt = now
    tell(what)
  }
}
