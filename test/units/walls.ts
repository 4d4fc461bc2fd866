import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { callersOf } from '#processes/callers.ts'
import { type ProcessRow, processes } from '#processes/table.ts'
import { folders, owned, paths } from '../../bin/documents/deployed.ts'
import type { Check, Run } from './from-outside.ts'
import { hosts } from './install.ts'

interface Found {
  user: string
  others: number
  reads: Record<string, string>
  writes: Record<string, string>
  shares: Record<string, string>
  sockets: Record<string, string>
  hosts: Record<string, string>
  listens: Record<string, string>
}

const places = {
  relay: `${hosts.relay} 25`,
  stranger: `${hosts.stranger} 25`,
  gateway: '127.0.0.1 443',
  postgres: '127.0.0.1 5432',
}
const openPort = '0.0.0.0 9999'
const state = owned.map(({ folder }) => `${paths.state}/${folder}`)
const secrets = [`${paths.state}/secrets`, ...processes.map(({ name }) => fileOf(name))]
const certificate = `${paths.settings}/tls/key.pem`

function fileOf(name: string): string {
  return `${paths.settings}/${name}.env`
}

/** In each unit's place a program tries what somebody who took it over would try. */
export async function lookAtWalls(want: { run: Run; check: Check; place: string }): Promise<void> {
  for (const row of processes) {
    await want.check(`walls of ${row.name}`, async () => {
      const found = await foundBy(row, want)
      assert.equal(found.user, `dozo-${row.name}`)
      assert.equal(found.others, 0, 'it sees processes of others')
      assert.deepEqual(openIn(found), expectedOf(row))
      return undefined
    })
  }
}

/** Everything that was not refused, by kind. */
function openIn(found: Found): Record<string, string[]> {
  const kinds = ['reads', 'writes', 'shares', 'sockets', 'hosts', 'listens'] as const
  const open = (said: Record<string, string>) =>
    Object.keys(said).filter((name) => said[name] === 'ok')
  return Object.fromEntries(kinds.map((kind) => [kind, open(found[kind]).sort()]))
}

/** What its row in the table of processes gives it. */
function expectedOf(row: ProcessRow): Record<string, string[]> {
  const named = (settings: readonly string[], among: string[]) =>
    among.filter((path) => settings.some((setting) => folders[setting] === path)).sort()
  const shares = named(row.writes, [`${paths.state}/files`])
  const hostOf = (place: string) => place.split(' ')[0]
  const asked = row.connects.flatMap((whom) => hostOf(places[whom as 'relay'] ?? '') ?? [])
  // The walls know addresses, no ports; and whoever is asked by anybody cannot be held to some.
  const reached = Object.values(places).filter(
    (place) => row.listens === 'port' || asked.includes(hostOf(place) ?? ''),
  )
  return {
    reads: named(row.reads, [...state, certificate]),
    writes: named(row.writes, state),
    shares,
    sockets: socketsOfOthers(row)
      .filter((path) => path.includes(`/for-${row.name}/`))
      .sort(),
    hosts: reached.sort(),
    listens: row.listens === 'port' || row.settings.includes('CANARY_SMTP_PORT') ? [openPort] : [],
  }
}

/** A server's own sockets are its own anyway. */
function socketsOfOthers(row: ProcessRow): string[] {
  return processes
    .filter(({ name }) => name !== row.name)
    .flatMap(({ name }) =>
      callersOf(name).map((caller) => `${paths.run}/${name}/for-${caller}/socket`),
    )
}

/** The unit once more under another name, with its drop-ins, and the probe as its program. */
async function foundBy(row: ProcessRow, { run, place }: { run: Run; place: string }) {
  const [unit, probe] = [`dozo-${row.name}.service`, `dozo-probe-${row.name}.service`]
  const plan = {
    reads: [...state, certificate, ...secrets],
    writes: [...state, paths.root, paths.settings, '/etc', '/run'],
    shares: row.writes.includes('STORAGE_DIR') ? [`${paths.state}/files`] : [],
    sockets: socketsOfOthers(row),
    hosts: Object.values(places),
    listens: [openPort],
  }
  const units = join(place, 'etc/systemd/system')
  const text = readFileSync(join(units, unit), 'utf8')
    .replace(
      /^ExecStart=.*$/m,
      `ExecStart=${paths.node} ${paths.root}/test/units/probe.ts '${JSON.stringify(plan)}'`,
    )
    .replace('Type=exec', `Type=oneshot\nStandardOutput=truncate:/var/log/${probe}.json`)
    .replace('Restart=always', 'Restart=no')
    .replace(/^PartOf=.*\n/m, '')
  writeFileSync(join(units, probe), text)
  const dropIns = join(units, `${unit}.d`)
  if (existsSync(dropIns)) {
    mkdirSync(join(units, `${probe}.d`), { recursive: true })
    for (const name of readdirSync(dropIns)) {
      writeFileSync(join(units, `${probe}.d`, name), readFileSync(join(dropIns, name)))
    }
  }
  const started = await run(`systemctl daemon-reload; systemctl start ${probe}`)
  const { out } = await run(`cat /var/log/${probe}.json; journalctl -u ${probe} -o cat -n 20`)
  assert.equal(started.code, 0, out)
  return JSON.parse(out.slice(0, out.indexOf('\n'))) as Found
}
