import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spareFolder } from '#adapters/postgres/place.ts'
import { pollUntil } from '#test/cast/poll.ts'
import { seenByAll } from '#test/cast/seen-by-all.ts'
import { type Town, townAt } from '#test/cast/town.ts'
import { built } from '../../bin/prepare.ts'
import { doorsInto, draw, ended, type Host, newHosts, portHere } from './network.ts'

const root = join(import.meta.dirname, '../..')
const openMillis = 150_000
const vaultPort = 7400
const monitorPort = 7401
/** Above the ports of other towns, below those that the kernel gives out. */
const firstPort = 31_100
const shopProcesses = 'gateway,storefront,accounts,payments,mailer,worker,console'

/** Addresses on the lines between shop (1), vault (2) and monitor (3). */
export const addresses = {
  shopToVault: '10.77.0.1',
  vaultToShop: '10.77.0.2',
  shopToMonitor: '10.77.1.1',
  monitorToShop: '10.77.1.3',
  vaultToMonitor: '10.77.2.2',
  monitorToVault: '10.77.2.3',
}

export interface ThreeHosts {
  hosts: Record<'shop' | 'vault' | 'monitor', Host>
  /** Everything of a host, its secrets too. */
  data: Record<'shop' | 'vault' | 'monitor', string>
  /** The market as visitors see it, from the shop's host. */
  town: Town
  ports: { vault: number; monitor: number; public: number }
  /** Path by which a test connects to the vault as somebody on the shop's host. */
  doorToVault: string
  stop: () => Promise<void>
}

/**
 * The vault on a host of its own, the monitor at another, the rest of the nine on a third; each
 * process with a user of its own.
 */
export async function threeHosts(): Promise<ThreeHosts> {
  await built(root)
  const folder = mkdtempSync(join(tmpdir(), 'dozo-hosts-'))
  chmodSync(folder, 0o711)
  const { hosts, remove } = newHosts(['shop', 'vault', 'monitor'])
  const data = {
    shop: join(folder, 'shop'),
    vault: join(folder, 'vault'),
    monitor: join(folder, 'monitor'),
  }
  const closers: (() => unknown)[] = []
  const stop = async () => {
    for (const close of closers.reverse()) await close()
    remove()
    for (const each of Object.values(data)) {
      try {
        rmSync(spareFolder(each), { recursive: true, force: true })
      } catch {
        // A host that never had a folder has no database either.
      }
    }
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    drawLines(hosts)
    const port = firstPort + Math.floor(Math.random() * 160) * 10
    givePapers(data, [])
    const settings = settingsOf(data, port)
    const running = (['vault', 'shop', 'monitor'] as const).map((name) =>
      started(hosts[name], settings[name]),
    )
    closers.push(() => Promise.all(running.map(({ child }) => ended(child))))
    await Promise.all(running.map(({ open }) => open))
    const doors = await doorsToShop(hosts.shop, folder, port)
    closers.push(doors.close)
    const facts = { data: data.shop, runDir: join(data.shop, 'run'), port, isConfined: true }
    const operatorLink = /http\S+link=\S+/.exec(running[0]!.said())?.[0] ?? ''
    const town = townAt({ ...facts, pid: running[1]!.child.pid!, operatorLink })
    const ports = { vault: vaultPort, monitor: monitorPort, public: port }
    return { hosts, data, town, ports, doorToVault: doors.toVault, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The shop's public ports on this machine too, and a way to the vault from inside of its host. */
async function doorsToShop(shop: Host, folder: string, port: number) {
  const at = (to: number, host = '127.0.0.1') => ({ host, port: to })
  const ports = { gateway: at(port), provider: at(port + 1), mailbox: at(port + 2) }
  const vault = at(vaultPort, addresses.vaultToShop)
  const doors = await doorsInto(shop, folder, { ...ports, vault })
  const here = await Promise.all(
    Object.entries(ports).map(([name, to]) => portHere(to.port, doors.pathOf(name))),
  )
  const close = async () => {
    for (const server of here) server.close()
    await doors.close()
  }
  return { toVault: doors.pathOf('vault'), close }
}

function drawLines({ shop, vault, monitor }: ThreeHosts['hosts']): void {
  draw([shop, addresses.shopToVault, vault, addresses.vaultToShop])
  draw([shop, addresses.shopToMonitor, monitor, addresses.monitorToShop])
  draw([vault, addresses.vaultToMonitor, monitor, addresses.monitorToVault])
}

/** Made on the vault's host, where the authority stays; each host gets those of its processes. */
export function givePapers(data: ThreeHosts['data'], options: string[]): void {
  dozo(['certificates', 'issue', ...options], { DOZO_DATA: data.vault })
  const carry = (name: string, to: string) => {
    const from = join(data.vault, 'calls', name)
    cpSync(from, join(to, 'calls', name), { recursive: true })
    rmSync(from, { recursive: true })
  }
  for (const name of ['gateway', 'storefront', 'accounts', 'payments', 'mailer', 'console']) {
    carry(name, data.shop)
  }
  carry('monitor', data.monitor)
}

function settingsOf(data: ThreeHosts['data'], port: number) {
  const own = { PORT: String(port), DOZO_DEMO_TOWN: '0', DOZO_USERS: '1' }
  const monitor = { ...own, DOZO_DATA: data.monitor, DOZO_ONLY: 'monitor' }
  const { stdout: witness } = dozo(['log', 'witness'], monitor)
  return {
    vault: {
      ...own,
      DOZO_DATA: data.vault,
      DOZO_ONLY: 'vault',
      VAULT_LISTEN: `0.0.0.0:${vaultPort}`,
      VAULT_CALLERS_FROM: `${addresses.shopToVault},${addresses.monitorToVault}`,
      WITNESS_PUBLIC_KEY: witness.trim(),
    },
    shop: {
      ...own,
      DOZO_DATA: data.shop,
      DOZO_ONLY: shopProcesses,
      LISTEN_ADDRESS: '0.0.0.0',
      TRUSTED_PROXY: '127.0.0.1',
      VAULT_AT: `tls://${addresses.vaultToShop}:${vaultPort}`,
      MONITOR_AT: `tls://${addresses.monitorToShop}:${monitorPort}`,
      PAYMENT_FIRST_ASK_SECONDS: '2',
    },
    monitor: {
      ...monitor,
      VAULT_AT: `tls://${addresses.vaultToMonitor}:${vaultPort}`,
      MONITOR_LISTEN: `${addresses.monitorToShop}:${monitorPort}`,
      MONITOR_CALLERS_FROM: addresses.shopToMonitor,
      MONITOR_GATEWAY: `http://${addresses.shopToMonitor}:${port}`,
      WITNESS_EVERY_MILLIS: '500',
    },
  }
}

function dozo(words: string[], env: Record<string, string>): { stdout: string } {
  const options = { env: { PATH: process.env.PATH, ...env }, timeout: 30_000 }
  const program = join(root, 'build/dozo.js')
  return { stdout: execFileSync(process.execPath, [program, ...words], options).toString() }
}

function started(host: Host, env: Record<string, string>) {
  const seen = seenByAll(root)
  const [program = '', ...words] = [...host.inside, ...seen.before, seen.node]
  const child: ChildProcess = spawn(
    program,
    [...words, join(seen.root, 'build/dozo.js'), 'start'],
    {
      cwd: root,
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    },
  )
  let said = ''
  const hear = (bytes: Buffer) => {
    said = (said + bytes).slice(-20_000)
  }
  child.stdout!.on('data', hear)
  child.stderr!.on('data', hear)
  const isOpen = async () => {
    if (child.exitCode !== null) throw new Error(`${env.DOZO_ONLY} ended:\n${said}`)
    return said.includes('Ctrl-C stops it')
  }
  const open = pollUntil(`${env.DOZO_ONLY} is open`, isOpen, openMillis).catch((error) => {
    throw new Error(`not open in time:\n${said}`, { cause: error })
  })
  return { child, open, said: () => said }
}

/** The papers of a process on the shop's host, as a thief would read them. */
export function stolenPapers({ data }: ThreeHosts, name: string): string {
  return readFileSync(join(data.shop, 'calls', name, 'papers.pem'), 'utf8')
}
