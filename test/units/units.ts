import assert from 'node:assert/strict'
import { processes } from '#processes/table.ts'
import { pollUntil } from '#test/cast/poll.ts'
import { type Check, type Outside, type Run, signIn } from './from-outside.ts'

const all = processes.map(({ name }) => `dozo-${name}.service`)
const upMillis = 120_000
/** Of a unit that does not end by itself; systemd kills it then. */
const stopSeconds = 15

interface UnitState {
  unit: string
  active: string
  pid: number
  result: string
}

/** All nine run, and each has said that it is ready since it was started. */
export async function allReady(run: Run): Promise<string> {
  const isUp = async () => {
    const states = await statesOf(run)
    assert.deepEqual(states.filter(({ active }) => active !== 'active').map(nameOf), [])
    for (const { unit, pid } of states) {
      const { out } = await run(`journalctl -u ${unit} _PID=${pid} -o cat --no-pager`)
      assert.match(out, /"event":"ready"/, `${unit} is not ready: ${out.slice(-800)}`)
    }
    return true
  }
  await pollUntil('every unit is ready', isUp, upMillis).catch((error: Error) => {
    throw error.cause ?? error
  })
  const { out } = await run('systemctl --version | head -1; psql --version')
  const controllers = await run('cat /sys/fs/cgroup/cgroup.controllers')
  const hasLimits = /\bmemory\b/.test(controllers.out) && /\bpids\b/.test(controllers.out)
  const limits = hasLimits ? 'with' : 'WITHOUT, as this computer has none to give,'
  return `${out.trim().replaceAll('\n', '; ')}; ${limits} limits of memory and tasks`
}

/** Users, rights, and what happens to a process that is killed, and to one that fell. */
export async function lookAtUnits(outside: Outside): Promise<void> {
  const { run, check } = outside
  await check('each unit runs as a user of its own, without rights, behind a filter', async () => {
    for (const { unit, pid } of await statesOf(run)) {
      const { out } = await run(`cat /proc/${pid}/status; stat -c %U /proc/${pid}`)
      const user = unit.replace('.service', '')
      assert.match(out, new RegExp(`^${user}\\s*$`, 'm'), out.slice(-100))
      assert.match(out, /^NoNewPrivs:\s*1$/m)
      assert.match(out, /^Seccomp:\s*2$/m)
      const rights = unit === 'dozo-gateway.service' ? '0{13}400' : '0{16}'
      for (const set of ['CapEff', 'CapBnd']) {
        assert.match(out, new RegExp(`^${set}:\\s*${rights}$`, 'm'), `${unit} ${set}`)
      }
    }
    return undefined
  })
  await check('no system call was refused, no process fell', async () => {
    const { out } = await run(`journalctl -u 'dozo-*' -o cat --no-pager`)
    assert.doesNotMatch(out, /SIGSYS|status=31\/SYS|core-dump|"event":"(?:fell|lost|fault)"|EPERM/)
    return undefined
  })
  await check('every process that is killed comes back, and people can sign in', async () => {
    const before = await statesOf(run)
    await run(`systemctl kill --signal=KILL ${all.join(' ')}`)
    const isNew = async () => {
      const now = await statesOf(run)
      const same = now.filter(({ active, pid, unit }) => {
        const old = before.find((each) => each.unit === unit)
        return active !== 'active' || pid === 0 || pid === old?.pid
      })
      return same.length === 0
    }
    await pollUntil('every unit has a new process', isNew, upMillis)
    await allReady(run)
    await signIn(outside, 'osamu@people.example')
    return undefined
  })
  await check('a market whose PostgreSQL was away comes back by itself', () =>
    withoutDatabase(outside),
  )
}

/** Longer than a unit that may not fall often would be tried again. */
const fallsOfOne = 7

async function withoutDatabase(outside: Outside): Promise<string> {
  const { run } = outside
  await run('systemctl stop postgresql.service "postgresql@*"')
  await run(`systemctl kill --signal=KILL dozo-vault.service dozo-storefront.service`)
  const restarts = async () => {
    const { out } = await run('systemctl show -P NRestarts dozo-vault.service')
    return Number(out.trim())
  }
  const first = await restarts()
  await pollUntil(
    'the vault fell often',
    async () => (await restarts()) - first > fallsOfOne,
    upMillis * 2,
  )
  await run('systemctl start postgresql.service')
  await allReady(run)
  await signIn(outside, 'ren@people.example')
  return `the vault was started ${(await restarts()) - first} times meanwhile`
}

/** All units end by themselves, in time. */
export async function lookAtStop({ run, check }: { run: Run; check: Check }): Promise<void> {
  await check(`all units end within ${stopSeconds} s, none is killed`, async () => {
    const began = performance.now()
    await run('systemctl stop dozo.target')
    const isOver = async () => (await statesOf(run)).every(({ active }) => active === 'inactive')
    await pollUntil('every unit has ended', isOver, stopSeconds * 1_000)
    const seconds = (performance.now() - began) / 1_000
    const states = await statesOf(run)
    assert.deepEqual(states.filter(({ result }) => result !== 'success').map(nameOf), [])
    assert.ok(seconds <= stopSeconds, `${seconds} s`)
    return `${seconds.toFixed(1)} s`
  })
}

const nameOf = ({ unit, active, result }: UnitState) => `${unit} ${active} ${result}`

async function statesOf(run: Run): Promise<UnitState[]> {
  const { out } = await run(`systemctl show -p Id,ActiveState,MainPID,Result ${all.join(' ')}`)
  const states = out
    .trim()
    .split('\n\n')
    .map((block) => {
      const value = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(block)?.[1] ?? ''
      return {
        unit: value('Id'),
        active: value('ActiveState'),
        pid: Number(value('MainPID')),
        result: value('Result'),
      }
    })
  assert.equal(states.length, all.length, out)
  return states
}
