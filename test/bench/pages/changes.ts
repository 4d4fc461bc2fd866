import type pg from 'pg'
import { systemIds } from '#lib/ids.ts'
import { openConnection } from '../drive/connection.ts'
import { median, percentile } from '../measure/numbers.ts'
import type { Row } from '../report/row.ts'

const times = 20
const lateMillis = 5_000

/**
 * From the commit of a change to the first answer that shows it, on a page that was kept. The
 * page is asked for without a pause, so what is measured is the way of the announcement.
 */
export async function millisUntilShown(
  market: pg.Pool,
  place: { path: string },
  work: string,
  port: number,
): Promise<Row[]> {
  const request = `GET /works/${work} HTTP/1.1\r\nhost: localhost:${port}\r\naccept-language: ja\r\n\r\n`
  const connection = openConnection(place)
  const page = () => connection.ask(request)
  const price = await market.query('select price from works where id = $1', [work])
  const prices: number[] = []
  const takedowns: number[] = []
  try {
    for (let time = 0; time < times; time += 1) {
      const amount = 100_000 + 7 * time
      const text = amount.toLocaleString('ja-JP')
      await page()
      await market.query('update works set price = $2, version = version + 1 where id = $1', [
        work,
        amount,
      ])
      prices.push(await millisUntil(async () => (await page()).body.includes(text)))

      const takedown = systemIds()
      await market.query(
        `insert into takedowns (id, work_id, reason, taken_by, taken_at)
         values ($1, $2, 'other', $3, now())`,
        [takedown, work, systemIds()],
      )
      takedowns.push(await millisUntil(async () => (await page()).status === 404))
      await market.query('update takedowns set lifted_at = now() where id = $1', [takedown])
      await millisUntil(async () => (await page()).status === 200)
    }
  } finally {
    connection.close()
    await market.query('update works set price = $2 where id = $1', [work, price.rows[0].price])
  }
  return [rowOf('a changed price shows after', prices), rowOf('a take-down shows after', takedowns)]
}

async function millisUntil(claim: () => Promise<boolean>): Promise<number> {
  const began = performance.now()
  while (!(await claim())) {
    if (performance.now() - began > lateMillis) throw new Error('the change did not show')
  }
  return performance.now() - began
}

function rowOf(what: string, millis: number[]): Row {
  const details = { 'p95 ms': percentile(millis, 95), 'worst ms': Math.max(...millis), times }
  return { bench: 'pages', what, unit: 'ms', reached: median(millis), rounds: millis, details }
}
