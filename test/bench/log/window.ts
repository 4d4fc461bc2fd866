import pg from 'pg'
import { openingsInWindow } from '#trust/affected/openings-window.ts'
import { openingNames } from '#trust/vault/purposes.ts'
import { median } from '../measure/numbers.ts'
import type { BenchWish, Row } from '../report/row.ts'
import { openHouse } from '../stage/house.ts'

const entriesInStep = 250_000
const people = 561_625
const daySeconds = 86_400
const firstSecond = Date.UTC(2026, 0, 1) / 1000
const year = 365

/** "All openings of these processes in this window", over a year of entries. */
export async function measureWindow(wish: BenchWish): Promise<Row[]> {
  const entries = wish.large ? 10_000_000 : 1_000_000
  const house = await openHouse()
  try {
    const client = new pg.Client({ connectionString: house.adminUrlOf('vault') })
    await client.connect()
    house.closing.add(() => client.end())
    const seconds = await fill(client, entries, wish.say)
    const ask = askOf(client)
    const windows = { 'one day': 1, 'seven days': 7, 'thirty days': 30, 'the year': year }
    const found: Record<string, { millis: number[]; openings: number }> = {}
    for (const [name, days] of Object.entries(windows)) {
      found[name] = await ask(days, wish.rounds)
      wish.say(`  ${name}: ${median(found[name].millis).toFixed(0)} ms`)
    }
    const thirty = found['thirty days']!
    const details = Object.entries(found).flatMap(([name, { millis, openings }]) => [
      [`${name} ms`, median(millis)],
      [`${name} openings`, openings],
    ])
    return [
      {
        bench: 'log',
        what: `openings of two processes in thirty days, of ${entries / 1e6} million entries`,
        unit: 'seconds',
        reached: median(thirty.millis) / 1000,
        rounds: thirty.millis.map((each) => each / 1000),
        aim: { kind: 'at-most', aim: 2, enough: 2 },
        details: { ...Object.fromEntries(details), 'seconds to fill in': seconds },
      },
    ]
  } finally {
    await house.close()
  }
}

/** Entries of a year in their order, of half a million people, most of them openings. */
const insertion = `
  insert into log_entries
  select n, to_timestamp($3::float8 + n * $4::float8),
    (array['accounts','mailer','accounts','mailer','payments'])[1 + n % 5],
    (array['my-contact','letter','receipt','letter','order-paid'])[1 + n % 5],
    (array['contact','contact','receipt-name','letter',''])[1 + n % 5],
    substr(decode(md5((hashint8(n) % $5::bigint)::text), 'hex'), 1, 16),
    null,
    '{"v":1,"at":1775001600000,"by":"accounts","do":"my-contact","kind":"contact","who":"' ||
      substr(md5(n::text), 1, 22) || '","ref":null}'
  from generate_series($1::bigint, $2::bigint - 1) as n`

async function fill(client: pg.Client, entries: number, say: (line: string) => void) {
  const began = performance.now()
  const step = (year * daySeconds) / entries
  // Made anew when all are in: ten million by hand take a quarter of an hour.
  const index = `select indexdef from pg_indexes where indexname = 'log_entries_of_subject'`
  const { rows } = await client.query<{ indexdef: string }>(index)
  await client.query('drop index log_entries_of_subject')
  for (let from = 0; from < entries; from += entriesInStep) {
    const to = Math.min(from + entriesInStep, entries)
    await client.query(insertion, [from, to, firstSecond, step, people])
    if (to % 1_000_000 === 0) say(`  ${to / 1e6} of ${entries / 1e6} million entries`)
  }
  await client.query(rows[0]!.indexdef)
  await client.query('vacuum analyze log_entries')
  return (performance.now() - began) / 1000
}

/** As many tags of canaries as a market has; they are in no count. */
const nobodies = Array.from({ length: 20 }, (_, at) => Buffer.alloc(16, at))

function askOf(client: pg.Client) {
  return async (days: number, rounds: number) => {
    const to = new Date((firstSecond + 200 * daySeconds) * 1000)
    const from = new Date(to.getTime() - Math.min(days, 200) * daySeconds * 1000)
    const until = days === year ? new Date((firstSecond + year * daySeconds) * 1000) : to
    const values = [from, until, ['accounts', 'mailer'], openingNames, nobodies]
    const millis = []
    let openings = 0
    for (let round = 0; round < rounds; round += 1) {
      const began = performance.now()
      const { rows } = await client.query({ ...openingsInWindow, values })
      millis.push(performance.now() - began)
      openings = rows.reduce((sum, { count }) => sum + count, 0)
    }
    return { millis, openings }
  }
}
