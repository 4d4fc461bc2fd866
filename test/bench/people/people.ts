import { join } from 'node:path'
import pg from 'pg'
import { connect } from '#lib/call/connect.ts'
import { systemIds } from '#lib/ids.ts'
import { calls } from '#processes/calls.ts'
import type { VaultForAccounts } from '#trust/vault/client.ts'
import { joinedWrites } from '#trust/vault/writes.ts'
import { boundRows, joined } from '../kernel/limit-rows.ts'
import { type CpuMeter, cpuMeter } from '../measure/cpu.ts'
import { crowd } from '../measure/crowd.ts'
import { median } from '../measure/numbers.ts'
import { inTurn, middle } from '../measure/rounds.ts'
import type { Bench, BenchWish, Row } from '../report/row.ts'
import { openHouse } from '../stage/house.ts'
import { startVault } from '../stage/processes.ts'
import { type CodeReader, readCodes, signIn } from './sign-in.ts'

const atOnce = 32
/** An hour's quota of this opening is 20,000: all rounds together stay below it. */
const mostOpenings = 18_000
/** And of one member 120. */
const memberCount = mostOpenings / 100

export const people: Bench = {
  name: 'people',
  about: 'the vault on its sockets: orders bound, own addresses opened, sign-ins by code',
  async run(wish) {
    const house = await openHouse()
    try {
      const { pid, runDir } = await startVault(house)
      const socket = (caller: string) => ({ path: join(runDir, `vault/for-${caller}/socket`) })
      const accounts = connect(calls.vault.accounts, socket('accounts'))
      const mailer = connect(calls.vault.mailer, socket('mailer'))
      house.closing.add(accounts.close)
      house.closing.add(mailer.close)
      const codes = readCodes(mailer)
      house.closing.add(codes.stop)
      const writer = new pg.Client({ connectionString: house.urlOf('vault') })
      await writer.connect()
      house.closing.add(() => writer.end())
      const meter = cpuMeter({ vault: pid, postgres: house.postgres, caller: process.pid })
      return await measurePeople(wish, { accounts, codes, writer, meter })
    } finally {
      await house.close()
    }
  },
}

interface Needs {
  accounts: VaultForAccounts
  codes: CodeReader
  writer: pg.Client
  meter: CpuMeter
}

async function measurePeople(wish: BenchWish, needs: Needs): Promise<Row[]> {
  const { accounts, codes, writer, meter } = needs
  const members: { session: Buffer }[] = []
  while (members.length < memberCount) {
    const addresses = Array.from({ length: atOnce }, () => `member.${systemIds()}@buyers.example`)
    members.push(...(await Promise.all(addresses.map((each) => signIn(accounts, codes, each)))))
  }
  const timed = (turn: () => Promise<unknown>, most?: number) => () =>
    round(wish, { turn, meter, most })
  let opened = 0
  const results = await inTurn(wish, {
    bindings: timed(() => bind(accounts)),
    'bindings by one statement each flush': timed(flushing(writer)),
    openings: timed(
      async () => {
        opened += 1
        await accounts.myContact({ session: members[opened % members.length]!.session })
      },
      mostOpenings / (wish.rounds + 1),
    ),
    'sign-ins by code': timed(() => signIn(accounts, codes, `${systemIds()}@buyers.example`)),
  })
  const rates = (name: keyof typeof results) => results[name].map(({ perSecond }) => perSecond)
  const row = (name: keyof typeof results, what: string): Row => {
    const best = middle(results[name], ({ perSecond }) => perSecond)
    const details = { 'p50 ms': best.p50, 'p95 ms': best.p95, 'at once': atOnce, ...best.cpu }
    const rounds = rates(name)
    return { bench: 'people', what, unit: 'per second', reached: median(rounds), rounds, details }
  }
  const bare = rates('bindings by one statement each flush')
  return [
    {
      ...row('bindings', 'orders bound by the vault'),
      limit: { what: 'per second: the same rows alone', reached: median(bare), rounds: bare },
    },
    row('openings', 'own address opened (logged before it leaves)'),
    row('sign-ins by code', 'sign-ins by code (asked, mailed, typed, in)'),
  ]
}

async function bind(accounts: VaultForAccounts): Promise<void> {
  const order = systemIds()
  const address = `aiko.${order}@buyers.example`
  await accounts.bindOrder({ order, session: null, address, receiptName: '', locale: 'ja' })
}

/** The rows of a binding, in flushes as large as those who wait. */
function flushing(writer: pg.Client): () => Promise<void> {
  let index = 10 ** 12
  let waiting: { order: string; done: () => void; failed: (error: unknown) => void }[] = []
  let isFlushing = false
  const flush = async () => {
    isFlushing = true
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      const rows = joined(
        batch.map(({ order }) => boundRows(order)),
        index,
      )
      index += batch.length
      const { name, text, values } = joinedWrites(rows)
      await writer.query({ name: `limit-${name}`, text, values }).then(
        () => {
          for (const { done } of batch) done()
        },
        (error) => {
          for (const { failed } of batch) failed(error)
        },
      )
    }
    isFlushing = false
  }
  return () =>
    new Promise((done, failed) => {
      waiting.push({ order: systemIds(), done, failed })
      if (!isFlushing) setImmediate(() => void (isFlushing || flush()))
    })
}

async function round(
  { seconds }: BenchWish,
  {
    turn,
    meter,
    most = Number.POSITIVE_INFINITY,
  }: {
    turn: () => Promise<unknown>
    meter: CpuMeter
    most?: number | undefined
  },
) {
  let cpu: Record<string, number> = {}
  let turns = 0
  const result = await crowd({
    atOnce,
    seconds,
    warmSeconds: 0.5,
    turn: async () => {
      turns += 1
      if (turns > most) throw new Error('more turns than a quota allows: ask for fewer seconds')
      await turn()
    },
    begin: meter.begin,
    end: () => {
      cpu = meter.end()
    },
  })
  const each = Object.entries(cpu).map(([name, millis]) => [`${name} ms`, millis / result.turns])
  return { ...result, cpu: Object.fromEntries(each) as Record<string, number> }
}
