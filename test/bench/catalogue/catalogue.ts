import { join } from 'node:path'
import pg from 'pg'
import { loopbackAddresses } from '../drive/addresses.ts'
import { openConnection } from '../drive/connection.ts'
import { crowd } from '../measure/crowd.ts'
import { median } from '../measure/numbers.ts'
import type { Bench, BenchWish, Row } from '../report/row.ts'
import { openHouse } from '../stage/house.ts'
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
      const admin = new pg.Pool({ connectionString: house.adminUrlOf('market'), max: 2 })
      house.closing.add(() => admin.end())
      const { runDir } = await startStorefront(house)
      const ask = asker(join(runDir, 'storefront/for-gateway.sock'))
      const measure = async (works: number) => {
        const began = performance.now()
        await fillShelves(admin, works)
        wish.say(`  ${works} works in ${((performance.now() - began) / 1000).toFixed(1)} s`)
        return measureShelves(wish, ask)
      }
      return rowsOf(await measure(few), await measure(many))
    } finally {
      await house.close()
    }
  },
}

type Ask = (path: string) => Promise<void>
type Measured = Record<string, { p50: number; p95: number; rounds: number[] }>

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

async function measureShelves(wish: BenchWish, ask: Ask): Promise<Measured> {
  const kinds: [string, () => string][] = [['listing', listings()]]
  for (const [kind, words] of Object.entries(searches)) kinds.push([kind, searchesFor(words)])
  const measured: Measured = {}
  for (const [kind, next] of kinds) {
    const p50s: number[] = []
    const p95s: number[] = []
    for (let round = 0; round < wish.rounds; round += 1) {
      const turn = () => ask(next())
      const seconds = Math.min(wish.seconds, 3)
      const { p50, p95 } = await crowd({ atOnce, seconds, warmSeconds: 0.5, turn })
      p50s.push(p50)
      p95s.push(p95)
    }
    measured[kind] = { p50: median(p50s), p95: median(p95s), rounds: p50s }
    wish.say(`  ${kind}: p50 ${median(p50s).toFixed(1)} ms, p95 ${median(p95s).toFixed(1)} ms`)
  }
  return measured
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

function rowsOf(small: Measured, large: Measured): Row[] {
  const ratios = Object.entries(large).map(([kind, { p50, rounds }]): Row => {
    const before = small[kind]!
    const values = rounds.map((each) => each / before.p50)
    return {
      bench: 'catalogue',
      what: `${kind}: 100,000 works against 1,000`,
      unit: 'times',
      reached: p50 / before.p50,
      rounds: values,
      aim: { kind: 'at-most', aim: 1.3, enough: 1.3 },
      details: {
        'p50 ms at 1,000': before.p50,
        'p50 ms at 100,000': p50,
        'p95 ms at 1,000': before.p95,
        'p95 ms at 100,000': large[kind]!.p95,
      },
    }
  })
  const searched = Object.entries(large).filter(([kind]) => kind !== 'listing')
  const p95s = searched.map(([, { p95 }]) => p95)
  const slowest: Row = {
    bench: 'catalogue',
    what: 'search with 100,000 works, p95 of the slowest kind',
    unit: 'ms',
    reached: Math.max(...p95s),
    rounds: p95s,
    aim: { kind: 'at-most', aim: 100, enough: 100 },
    details: Object.fromEntries(searched.map(([kind, { p95 }]) => [`${kind} ms`, p95])),
  }
  return [...ratios, slowest]
}
