import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'

/** A host of its own: nothing but its loopback, and the lines that were drawn. */
export interface Host {
  /** Of its network namespace. */
  name: string
  /** What stands before a command that is to run there. */
  inside: string[]
}

/** A line between two hosts, and the address of each of them on it. */
export type Line = [one: Host, address: string, other: Host, otherAddress: string]

const ip = (...words: string[]) =>
  execFileSync('ip', words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    timeout: 20_000,
  })

/** Hosts without anything between them; they are gone after `remove`, with what was drawn. */
export function newHosts<N extends string>(names: readonly N[]) {
  const mark = randomBytes(3).toString('hex')
  const hosts = {} as Record<N, Host>
  for (const each of names) {
    const name = `dozo-${mark}-${each}`
    ip('netns', 'add', name)
    ip('-n', name, 'link', 'set', 'lo', 'up')
    hosts[each] = { name, inside: ['ip', 'netns', 'exec', name] }
  }
  const remove = () => {
    for (const { name } of Object.values<Host>(hosts)) ip('netns', 'del', name)
  }
  return { hosts, remove }
}

let lines = 0

/** A cable: two ends, a network of four addresses. */
export function draw([one, address, other, otherAddress]: Line): void {
  lines += 1
  const [end, otherEnd] = [`dz${lines}a`, `dz${lines}b`]
  const peer = ['peer', 'name', otherEnd, 'netns', other.name]
  ip('link', 'add', end, 'netns', one.name, 'type', 'veth', ...peer)
  for (const [host, name, at] of [
    [one, end, address],
    [other, otherEnd, otherAddress],
  ] as const) {
    ip('-n', host.name, 'address', 'add', `${at}/29`, 'dev', name)
    ip('-n', host.name, 'link', 'set', name, 'up')
  }
}

/** What somebody inside of a host connects to, by a name for it. */
export type Targets = Record<string, { host: string; port: number }>

/**
 * Lets a test, which is outside, connect as if it were inside: each target has a Unix socket, since
 * those cross namespaces of networks. Gives the path of a target's socket.
 */
export async function doorsInto(host: Host, folder: string, targets: Targets) {
  const pathOf = (name: string) => join(folder, `${name}.door`)
  const list = Object.entries(targets).map(([name, to]) => ({ path: pathOf(name), ...to }))
  const [program = '', ...words] = [...host.inside, process.execPath]
  const child = spawn(program, [...words, '-e', doorkeeper, JSON.stringify(list)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return { pathOf, close: () => ended(child) }
}

const doorkeeper = `
const net = require('node:net')
const doors = JSON.parse(process.argv[1])
let open = 0
for (const { path, host, port } of doors) {
  const door = net.createServer({ allowHalfOpen: true }, (one) => {
    const other = net.connect({ host, port, allowHalfOpen: true })
    one.on('error', () => other.destroy()).on('close', () => other.destroy())
    other.on('error', () => one.destroy()).on('close', () => one.destroy())
    one.pipe(other)
    other.pipe(one)
  })
  door.listen(path, () => { open += 1; if (open === doors.length) process.stdout.write('open') })
}
`

/** Listens here on the same port as inside, for programs that only know a port of this machine. */
export async function portHere(port: number, door: string): Promise<Server> {
  const server = createServer((one) => {
    const other = connect(door)
    one.on('error', () => other.destroy()).on('close', () => other.destroy())
    other.on('error', () => one.destroy()).on('close', () => one.destroy())
    one.pipe(other).pipe(one)
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return server
}

/**
 * What of one host can be reached from another at this address: of all on which anybody listens
 * there, those that take a connection. Where nobody listens, the kernel itself says no.
 */
export function reachedPorts(from: Host, to: Host, address: string): number[] {
  const ports = listeningIn(to)
  const [program = '', ...words] = [...from.inside, process.execPath, '-e', trier, address]
  const options = { input: JSON.stringify(ports), encoding: 'utf8', timeout: 30_000 } as const
  return JSON.parse(execFileSync(program, words, options))
}

const listenState = '0A'

/** Every TCP port of a host on which anybody listens, on whichever address. */
export function listeningIn(host: Host): number[] {
  const [program = '', ...words] = [...host.inside, 'cat', '/proc/net/tcp', '/proc/net/tcp6']
  const rows = execFileSync(program, words, { encoding: 'utf8' }).split('\n')
  const ports = rows.flatMap((row) => {
    const [, local = '', , state] = row.trim().split(/\s+/)
    return state === listenState ? [Number.parseInt(local.split(':')[1] ?? '', 16)] : []
  })
  return [...new Set(ports)].sort((a, b) => a - b)
}

const trier = `
const net = require('node:net')
const host = process.argv[1]
const isOpen = (port) => new Promise((resolve) => {
  const socket = net.connect({ host, port })
  socket.setTimeout(3000, () => socket.destroy(new Error('late')))
  socket.on('connect', () => { resolve(true); socket.destroy() })
  socket.on('error', () => resolve(false))
})
;(async () => {
  const ports = JSON.parse(require('node:fs').readFileSync(0, 'utf8'))
  const found = await Promise.all(ports.map(isOpen))
  process.stdout.write(JSON.stringify(ports.filter((_, index) => found[index])))
})()
`

/** Interrupts it as Ctrl-C does, and waits until it is gone. */
export async function ended(child: ChildProcess, firmMillis = 40_000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGINT')
  const firm = setTimeout(() => child.kill('SIGKILL'), firmMillis)
  await gone
  clearTimeout(firm)
}
