import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, test } from 'vitest'
import { callersOf } from '#processes/callers.ts'
import { asOwnUser, needsNetwork, userOf } from '#processes/supervisor/users.ts'
import { processes } from '#processes/table.ts'
import { type Town, theTown } from '#test/cast/town.ts'
import { takenFrom } from './taken-from.ts'

let town: Town
beforeAll(async () => {
  town = await theTown()
}, 240_000)

const isRoot = process.geteuid?.() === 0
const servers = [...processes.map(({ name }) => name), 'supervisor']
const everyone = processes.map(({ name }) => name)

interface Status {
  processes: { name: string; pid: number }[]
}
const pidOf = (name: string): number => {
  const status: Status = JSON.parse(readFileSync(join(town.data, 'run/status.json'), 'utf8'))
  return status.processes.find((each) => each.name === name)!.pid
}

test.skipIf(!isRoot)('every process runs as a user of its own, with no right of root left', () => {
  for (const name of everyone) {
    const status = readFileSync(`/proc/${pidOf(name)}/status`, 'utf8')
    const user = String(userOf(name))
    assert.match(
      status,
      new RegExp(`^Uid:\\s+${user}\\s+${user}\\s+${user}\\s+${user}$`, 'm'),
      name,
    )
    assert.match(status, /^NoNewPrivs:\s+1$/m, name)
    for (const set of ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb']) {
      assert.match(status, new RegExp(`^${set}:\\s+0+$`, 'm'), `${name} ${set}`)
    }
  }
})

test.skipIf(!isRoot)('only those have a network whose row names somebody to talk to there', () => {
  const net = (pid: number | string) =>
    execFileSync('readlink', [`/proc/${pid}/ns/net`], { encoding: 'utf8' })
  const here = net('self')
  const connected = everyone.filter((name) => net(pidOf(name)) === here)
  assert.deepEqual(connected.sort(), ['gateway', 'mailer', 'monitor', 'payments'])
})

test.skipIf(!isRoot).for(['storefront', 'accounts', 'gateway', 'worker', 'console'])(
  'whoever runs code as %s reaches the sockets of its row and nobody else’s',
  async (thief) => {
    const row = processes.find(({ name }) => name === thief)!
    const sockets = servers.flatMap((server) =>
      callersOf(server).map((caller) => ({ caller, server, path: socketOf(server, caller) })),
    )
    const others = everyone.filter((name) => name !== thief)
    const loot = await takenFrom(asOwnUser(row, needsNetwork(row, {})), {
      sockets: sockets.map(({ path }) => path),
      files: [
        ...secretFiles(),
        ...['ring/ring.json', 'logs/vault.log', 'monitor', 'run/status.json', 'postgres'].map(
          below,
        ),
        ...others.flatMap((name) => [`/proc/${pidOf(name)}/environ`, `/proc/${pidOf(name)}/mem`]),
        `/proc/${town.pid}/environ`,
      ],
      ports: [town.port, town.port + 1, town.port + 2, town.port + 3, town.port + 4],
      victims: others.map(pidOf),
    })
    const own = sockets.filter(({ caller, server }) => caller === thief || server === thief)
    assert.deepEqual(loot.sockets.sort(), own.map(({ path }) => path).sort())
    assert.deepEqual(loot.files, [])
    assert.deepEqual(loot.signalled, [])
    if (!needsNetwork(row, {})) assert.deepEqual(loot.ports, [])
  },
)

test.skipIf(!isRoot)(
  'the files of works are for those who sell and examine them, nobody else',
  async () => {
    const files = [below('files'), below('log/checkpoint')]
    const readers: Record<string, string[]> = {}
    for (const row of processes) {
      const nothing = { sockets: [], ports: [], victims: [] }
      const { files: read } = await takenFrom(asOwnUser(row, false), { ...nothing, files })
      for (const file of read) readers[file] = [...(readers[file] ?? []), row.name]
    }
    assert.deepEqual(readers, {
      [below('files')]: ['storefront', 'worker'],
      [below('log/checkpoint')]: ['vault', 'gateway'],
    })
  },
)

const below = (path: string) => join(town.data, path)
const socketOf = (server: string, caller: string) =>
  join(town.runDir, server, `for-${caller}/socket`)
const secretFiles = () =>
  execFileSync('ls', [below('secrets')], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((name) => below(`secrets/${name}`))
