import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { loopbackAddresses } from '../drive/addresses.ts'
import { openConnection } from '../drive/connection.ts'
import { crowd } from '../measure/crowd.ts'
import { median } from '../measure/numbers.ts'
import type { Bench, BenchWish, Row } from '../report/row.ts'
import { type House, openHouse } from '../stage/house.ts'
import { startStorefront } from '../stage/processes.ts'
import { fillShelves } from './shelves.ts'

const few = 1_000
const many = 100_000
/** A page that is asked for now and then, not a machine under full load. */
const atOnce = 2
const newest = Date.UTC(2026, 3, 1)

/** How people search, each kind with words of its own; none is ever answered from a cache. */
const searches: Record<string, readonly string[]> = {
  'Japanese words': ['灯台', '図書館', '雪国の祭り', '写真集', '海辺の夏', '黄昏の物語'],
  'one letter': ['港', '夜', '雪', '曲', 'h', 'w'],
  English: ['lantern', 'winter garden', 'railway', 'typo', 'watercolour', 'orchestra letters'],
  'a typing error': ['lantren', 'harbuor', 'wintter', 'typograhpy', 'ochestra', 'moutain'],
}

export const catalogue: Bench = {
  name: 'catalogue',
  about: 'listing and search with 1,000 and with 100,000 works',
  async run(wish) {
    const house = await openHouse()
    try {
      const small = await smallHouse(house)
      await fill(wish, house, many)
      const askOf = async (one: House) => {
        const { runDir } = await startStorefront(one)
        return asker(join(runDir, 'storefront/for-gateway/socket'))
      }
      return rowsOf(await measureShelves(wish, await askOf(small), await askOf(house)))
    } finally {
      await house.close()
    }
  },
}

/** The same market when it had few works; both are asked by turns, so that noise is shared. */
async function smallHouse(house: House): Promise<House> {
  await fill({ say: () => {} }, house, few)
  const name = 'dozo_small'
  const ofSmall = (url: string) => url.replace('/dozo_market?', `/${name}?`)
  const admin = new pg.Client({ connectionString: house.adminUrlOf('vault') })
  await admin.connect()
  await admin.query(`create database ${name} template dozo_market owner dozo_owner`)
  await admin.end()
  const folder = join(house.folder, 'small')
  mkdirSync(folder)
  return { ...house, folder, urlOf: (role) => ofSmall(house.urlOf(role)) }
}

async function fill(wish: Pick<BenchWish, 'say'>, house: House, works: number): Promise<void> {
  const began = performance.now()
  const admin = new pg.Pool({ connectionString: house.adminUrlOf('market'), max: 1 })
  await fillShelves(admin, works)
  await admin.end()
  wish.say(`  ${works} works in ${((performance.now() - began) / 1000).toFixed(1)} s`)
}

type Ask = (path: string) => Promise<void>
type Times = { p50: number; p95: number }
/** Each kind of question, round by round. */
type Measured = Record<string, { small: Times; large: Times }[]>

/** Each question from another address, because searches are counted by address. */
function asker(socket: string): Ask {
  const addresses = loopbackAddresses()
  const free: ReturnType<typeof openConnection>[] = []
  return async (path) => {
    const connection = free.pop() ?? openConnection({ path: socket })
    const { status } = await connection.ask(
      `GET ${path} HTTP/1.1\r\nhost: localhost:8080\r\naccept-language: ja\r\n` +
        `dozo-client-address: ${addresses()}\r\n\r\n`,
    )
    if (status !== 200) throw new Error(`${path.split('?')[0]} answers ${status}`)
    free.push(connection)
  }
}

async function measureShelves(wish: BenchWish, small: Ask, large: Ask): Promise<Measured> {
  const kinds: [string, () => () => string][] = [['listing', listings]]
  for (const [kind, words] of Object.entries(searches)) kinds.push([kind, () => searchesFor(words)])
  const measured: Measured = {}
  for (const [kind, questions] of kinds) {
    const times = (ask: Ask) => {
      const next = questions()
      const seconds = Math.min(wish.seconds, 3)
      return crowd({ atOnce, seconds, warmSeconds: 0.5, turn: () => ask(next()) })
    }
    measured[kind] = []
    for (let round = 0; round < wish.rounds; round += 1) {
      measured[kind].push({ small: await times(small), large: await times(large) })
    }
    const [before, after] = [middle(measured[kind], 'small'), middle(measured[kind], 'large')]
    wish.say(`  ${kind}: p50 ${before.p50.toFixed(1)} and ${after.p50.toFixed(1)} ms`)
  }
  return measured
}

function middle(rounds: Measured[string], which: 'small' | 'large'): Times {
  const all = rounds.map((round) => round[which])
  return { p50: median(all.map(({ p50 }) => p50)), p95: median(all.map(({ p95 }) => p95)) }
}

/** Shelves from ever another place on, so that each is made anew. */
function listings(): () => string {
  let turn = 0
  return () => {
    turn += 1
    const at = newest - ((turn * 7_919) % 900) * 60_000 - turn
    return `/works?after=${at}.00000000-0000-7000-8000-000000000000`
  }
}

function searchesFor(words: readonly string[]): () => string {
  let turn = 0
  return () => {
    turn += 1
    return `/search?q=${encodeURIComponent(words[turn % words.length]!)}`
  }
}

function rowsOf(measured: Measured): Row[] {
  const kinds = Object.entries(measured)
  const ratios = kinds.map(([kind, rounds]): Row => {
    const [small, large] = [middle(rounds, 'small'), middle(rounds, 'large')]
    const values = rounds.map((round) => round.large.p50 / round.small.p50)
    return {
      bench: 'catalogue',
      what: `${kind}: 100,000 works against 1,000`,
      unit: 'times',
      reached: median(values),
      rounds: values,
      aim: { kind: 'at-most', aim: 1.3, enough: 1.3 },
      details: {
        'p50 ms at 1,000': small.p50,
        'p50 ms at 100,000': large.p50,
        'p95 ms at 1,000': small.p95,
        'p95 ms at 100,000': large.p95,
      },
    }
  })
  const searched = kinds.filter(([kind]) => kind !== 'listing')
  const p95s = searched.map(([kind, rounds]) => [kind, middle(rounds, 'large').p95] as const)
  const slowest: Row = {
    bench: 'catalogue',
    what: 'search with 100,000 works, p95 of the slowest kind',
    unit: 'ms',
    reached: Math.max(...p95s.map(([, p95]) => p95)),
    rounds: p95s.map(([, p95]) => p95),
    aim: { kind: 'at-most', aim: 100, enough: 100 },
    details: Object.fromEntries(p95s.map(([kind, p95]) => [`${kind} ms`, p95])),
  }
  return [...ratios, slowest]
}
