import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, test } from 'vitest'
import { environmentOf } from '#processes/supervisor/settings.ts'
import type { ProcessStatus } from '#processes/supervisor/status.ts'
import { practicePrograms, processes } from '#processes/table.ts'
import { type OwnInstallation, ownInstallation, type Running } from '#test/ground/installation.ts'

const longMillis = 120_000
const backMillis = 45_000

let own: OwnInstallation
let running: Running
beforeAll(async () => {
  own = await ownInstallation()
  running = await own.start()
}, longMillis)
afterAll(async () => {
  await running.stop()
  own.remove()
}, longMillis)

const named = async (name: string): Promise<ProcessStatus> => {
  const found = (await own.status()).processes.find((each) => each.name === name)
  assert.ok(found, `${name} is not in the status`)
  return found
}

/** Without any farewell. A pid of nobody would mean this very process group. */
function kill(pid: number | null | undefined): void {
  assert.ok(pid && pid > 1, 'there is no process to kill')
  process.kill(pid, 'SIGKILL')
}

/** Asks until it is so, for a while. */
async function becomes(isSo: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + backMillis
  while (!(await isSo())) {
    assert.ok(Date.now() < until, 'it did not come to be so in time')
    await wait(200)
  }
}

test(
  'all nine are ready, and the status says where and as whom',
  async () => {
    const status = await own.status()
    assert.equal(status.running, true)
    const nine = processes.map(({ name }) => name)
    for (const name of nine) {
      const found = status.processes.find((each) => each.name === name)
      assert.ok(found?.ready && found.pid && found.memoryBytes, name)
    }
    assert.deepEqual(
      status.databases.map(({ name }) => name),
      ['dozo_market', 'dozo_vault'],
    )
    assert.match(status.urls.shop ?? '', /^http:\/\/localhost:\d+\/$/)
  },
  longMillis,
)

test(
  'a process has only its own settings in its environment',
  async () => {
    const status = await own.status()
    for (const row of [...processes, ...practicePrograms]) {
      const pid = status.processes.find((each) => each.name === row.name)?.pid
      const text = readFileSync(`/proc/${pid}/environ`, 'utf8')
      const names = text.split('\0').flatMap((each) => each.split('=', 1).filter((name) => name))
      const more = names.filter(
        (name) => !row.settings.includes(name) && !name.startsWith('NODE_C'),
      )
      assert.deepEqual(more, [], row.name)
    }
  },
  longMillis,
)

test('no password of another role and no key of another process can be read there', () => {
  const servers = { host: 'localhost', port: 1, user: 'postgres', password: 'x' }
  const installation = {
    root: '/',
    data: own.data,
    runDir: '/run',
    port: own.port,
    production: false,
    demoTown: false,
    adminUrls: { market: undefined, vault: undefined },
    hasUsers: false,
    backup: { recipient: undefined, keysRecipient: undefined, keepDays: 35 },
    longestPauseMillis: 10_000,
    only: undefined,
    callsDir: '/calls',
    callsAuthorityDir: '/calls/authority',
    env: {},
  }
  const secrets = new Map<string, string>()
  for (const row of processes) {
    const env = environmentOf(row, installation, { market: servers, vault: servers })
    for (const [name, value] of Object.entries(env)) {
      if (!/_DATABASE_URL$|_COOKIE_KEY$|^VAULT_/.test(name)) continue
      assert.equal(secrets.get(value), undefined, `${row.name} shares ${name}`)
      secrets.set(value, row.name)
    }
  }
  assert.ok(secrets.size >= 8)
})

test('secrets and sockets are for nobody else on this machine', () => {
  const folder = join(own.data, 'secrets')
  assert.equal(statSync(folder).mode & 0o777, 0o700)
  for (const name of readdirSync(folder)) {
    assert.equal(statSync(join(folder, name)).mode & 0o077, 0, name)
  }
  assert.equal(statSync(join(own.data, 'run')).mode & 0o777, 0o700)
})

test(
  'a second start on the same folder says that one is running',
  async () => {
    const { code, output } = await own.run('start')
    assert.equal(code, 75)
    assert.match(output, /already runs/)
  },
  longMillis,
)

test(
  'a person at the machine turns the ring of the vault that runs',
  async () => {
    const { code, output } = await own.run('keys', 'rotate', '--json')
    assert.equal(code, 0, output)
    const steps = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    assert.deepEqual(steps.at(0), { step: 'turned', version: 2 })
    assert.deepEqual(steps.at(-1), { step: 'done', version: 2 })
    const wrong = await own.run('keys', 'begin-anew', '--old-ring-is-lost')
    assert.equal(wrong.code, 1)
    assert.match(wrong.output, /There is a ring/)
  },
  longMillis,
)

test(
  'a process that dies is back by itself',
  async () => {
    const { pid } = await named('storefront')
    kill(pid)
    await becomes(async () => {
      const now = await named('storefront')
      return now.ready && now.pid !== pid && now.restarts === 1 && now.answers === true
    })
  },
  longMillis,
)

test(
  'a database that dies is back by itself',
  async () => {
    const before = (await own.status()).databases[0]?.pid
    kill(before)
    await becomes(async () => {
      const { databases, processes: all } = await own.status()
      return databases[0]?.pid !== before && all.every(({ ready }) => ready)
    })
    assert.equal((await own.run('migrate')).code, 0)
  },
  longMillis,
)

test(
  'after everything was killed at once the next start recovers',
  async () => {
    const { pid, databases, processes: all } = await own.status()
    for (const each of [pid, databases[0]?.pid, ...all.map((one) => one.pid)]) {
      kill(each)
    }
    assert.equal((await own.run('status')).code, 3)
    running = await own.start()
    assert.equal((await own.status()).running, true)
  },
  longMillis,
)

test(
  'when only the supervisor was killed the others go, and the next start is whole',
  async () => {
    const { pid, processes: all } = await own.status()
    kill(pid)
    running = await own.start()
    const old = new Set(all.map((each) => each.pid))
    for (const each of (await own.status()).processes) {
      assert.ok(each.ready && !old.has(each.pid), each.name)
    }
  },
  longMillis,
)

test(
  'the vault compares its clock with the monitor’s, and says so at the machine',
  async () => {
    const witness = async () =>
      JSON.parse((await own.run('vault', 'clock', '--json')).output).witness
    await becomes(async () => (await witness()) !== null)
  },
  longMillis,
)

test(
  'Ctrl-C stops everything and leaves no process behind',
  async () => {
    const { databases, processes: all } = await own.status()
    assert.equal(await running.stop(), 0)
    assert.doesNotMatch(running.output(), /did not end within/)
    const pids = [databases[0]?.pid, ...all.map((each) => each.pid)]
    for (const pid of pids) assert.equal(existsSync(`/proc/${pid}`), false)
  },
  longMillis,
)

test(
  'a production start on this folder is refused, with every reason',
  async () => {
    const { code, output } = await own.run('start', '--production')
    assert.equal(code, 78)
    for (const reason of [/secrets/, /PAYMENT_PROVIDERS/, /SMTP_URL/, /SHOP_ORIGIN/]) {
      assert.match(output, reason)
    }
  },
  longMillis,
)
