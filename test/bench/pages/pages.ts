import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { Answer } from '../drive/answer-reader.ts'
import { openConnection } from '../drive/connection.ts'
import { cpuMeter } from '../measure/cpu.ts'
import { crowd } from '../measure/crowd.ts'
import { median } from '../measure/numbers.ts'
import { inTurn, middle } from '../measure/rounds.ts'
import type { Bench, BenchWish, Row } from '../report/row.ts'
import { openTown, type Town } from '../stage/town.ts'
import type { BareWish } from './bare-answer.ts'
import { millisUntilShown } from './changes.ts'

const connections = 16

export const pages: Bench = {
  name: 'pages',
  about:
    "a work's page from the storefront's socket and through the gateway, and how soon a change shows",
  async run(wish) {
    const town = await openTown()
    try {
      return await measurePages(wish, town)
    } finally {
      await town.close()
    }
  },
}

type Place = { path: string } | { host: string; port: number }

async function measurePages(wish: BenchWish, town: Town): Promise<Row[]> {
  const { port, data } = town.installation
  const work = await someWork(town)
  const request = `GET /works/${work} HTTP/1.1\r\nhost: localhost:${port}\r\naccept-language: ja\r\n\r\n`
  const direct = { path: join(town.runDir, 'storefront/for-gateway/socket') }
  const page = await askOnce(direct, request)
  if (page.status !== 200) throw new Error(`the work's page answers ${page.status}`)
  const bare = await startBare(town, join(data, 'bare.sock'), page)

  const many = (to: Place, pids: Record<string, number>) => () => rate(wish, to, request, pids)
  const { storefront = 0, gateway = 0 } = town.pids
  const results = await inTurn(wish, {
    'bare node:http': many(bare.place, { 'bare node:http': bare.pid }),
    direct: many(direct, { storefront }),
    'through gateway': many({ host: '127.0.0.1', port }, { storefront, gateway }),
  })
  const shown = await millisUntilShown(town.market, direct, work, port)
  const rates = (name: keyof typeof results) => results[name].map(({ perSecond }) => perSecond)
  const limit = {
    what: 'answers/s of bare node:http, same bytes',
    reached: median(rates('bare node:http')),
    rounds: rates('bare node:http'),
  }
  const row = (name: keyof typeof results) => {
    const best = middle(results[name], ({ perSecond }) => perSecond)
    const details = { 'p50 ms': best.p50, 'p99 ms': best.p99, ...best.cpu }
    return {
      bench: 'pages',
      unit: 'pages/s',
      reached: median(rates(name)),
      rounds: rates(name),
      limit,
      details,
    }
  }
  return [
    {
      ...row('direct'),
      what: "work's page, storefront's socket",
      aim: { kind: 'at-least', aim: 3_000, enough: 3_000 },
      details: { ...row('direct').details, bytes: page.body.length, connections },
    },
    { ...row('through gateway'), what: "work's page, through gateway" },
    ...shown,
  ]
}

async function someWork({ market }: Town): Promise<string> {
  const { rows } = await market.query(
    `select l.id from listings l where l.available is null
     order by l.cover_id is null, length(l.description) desc, l.id limit 1`,
  )
  if (!rows[0]) throw new Error('the town offers nothing')
  return rows[0].id
}

async function askOnce(to: Place, request: string): Promise<Answer> {
  const connection = openConnection(to)
  try {
    await connection.ask(request)
    // The second answer comes from the cache, as almost all do.
    return await connection.ask(request)
  } finally {
    connection.close()
  }
}

async function rate(
  { seconds }: BenchWish,
  to: Place,
  request: string,
  pids: Record<string, number>,
) {
  const all = Array.from({ length: connections }, () => openConnection(to))
  const free = [...all]
  const meter = cpuMeter({ ...pids, driver: process.pid })
  let cpu: Record<string, number> = {}
  const result = await crowd({
    atOnce: connections,
    seconds,
    warmSeconds: 1,
    turn: async () => {
      const connection = free.pop()!
      const { status } = await connection.ask(request)
      if (status !== 200) throw new Error(`answered ${status}`)
      free.push(connection)
    },
    begin: meter.begin,
    end: () => {
      cpu = meter.end()
    },
  }).finally(() => {
    for (const each of all) each.close()
  })
  const perPage = Object.entries(cpu).map(([name, millis]) => [`${name} ms`, millis / result.turns])
  return { ...result, cpu: Object.fromEntries(perPage) as Record<string, number> }
}

async function startBare(town: Town, socket: string, page: Answer) {
  const child = fork(join(import.meta.dirname, 'bare-answer.ts'), [], { execArgv: [] })
  const gone = new Promise((resolve) => child.once('exit', resolve))
  town.closing.add(() => {
    if (child.connected) child.disconnect()
    return gone
  })
  const ready = new Promise((resolve) => child.once('message', resolve))
  const own = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding'])
  const headers = Object.fromEntries([...page.headers].filter(([name]) => !own.has(name)))
  const wish: BareWish = { socket, headers, body: page.body.toString('base64') }
  child.send(wish)
  await ready
  return { pid: child.pid!, place: { path: socket } }
}
