import { loopbackAddresses } from '../drive/addresses.ts'
import { openBrowser } from '../drive/browser.ts'
import { cpuMeter } from '../measure/cpu.ts'
import { crowd } from '../measure/crowd.ts'
import { median } from '../measure/numbers.ts'
import { inTurn, middle } from '../measure/rounds.ts'
import { countStatements } from '../measure/statements.ts'
import type { Bench, BenchWish, Row } from '../report/row.ts'
import { openTown, type Town } from '../stage/town.ts'
import { visitAndBuy } from './visit.ts'

const atOnce = 32
const warmSeconds = 2
const firstSeconds = 8
/** What a real installation has elsewhere: not ours, or only practice. */
const apart = ['provider', 'mailbox', 'supervisor']

export const checkout: Bench = {
  name: 'checkout',
  about: 'guests who buy one work each through the gateway, from the work to the paid order',
  async run(wish) {
    const town = await openTown()
    try {
      return await measureCheckout(wish, town)
    } finally {
      await town.close()
    }
  },
}

type Buy = () => Promise<void>

async function measureCheckout(wish: BenchWish, town: Town): Promise<Row[]> {
  const buy = await buyers(town)
  await warmUp(town, buy)
  const { rounds } = await inTurn(wish, { rounds: () => round(wish, town, buy) })
  const counted = await count(town, buy)

  const best = middle(rounds, ({ perSecond }) => perSecond)
  const rate = rounds.map(({ perSecond }) => perSecond)
  const cpu = rounds.map(({ cpuPerOrder }) => cpuPerOrder)
  const shared = { bench: 'checkout' }
  return [
    {
      ...shared,
      what: 'web checkout',
      unit: 'orders/s',
      reached: median(rate),
      rounds: rate,
      aim: { kind: 'at-least', aim: 200, enough: 120 },
      details: {
        'p50 ms': best.p50,
        'p95 ms': best.p95,
        'at once': atOnce,
        'requests per order': counted.requests,
        'busiest process': best.busiest,
        'practice programs ms': best.practice,
      },
    },
    {
      ...shared,
      what: 'web checkout: processor time',
      unit: 'ms/order',
      reached: median(cpu),
      rounds: cpu,
      aim: { kind: 'at-most', aim: 9, enough: 9 },
      details: best.cpu,
    },
    {
      ...shared,
      what: 'web checkout: SQL round trips',
      unit: 'per order',
      reached: counted.perOrder,
      rounds: [counted.perOrder],
      aim: { kind: 'at-most', aim: 15, enough: 15 },
      details: counted.details,
    },
  ]
}

/** Some hundreds of orders, so that what is measured is not the first day of each process. */
async function warmUp({ market, vault }: Town, buy: Buy): Promise<void> {
  await crowd({ atOnce, seconds: firstSeconds, warmSeconds: 0, turn: buy })
  // As autovacuum does within a minute of a first busy hour.
  await market.query('analyze')
  await vault.query('analyze')
}

let asked = 0

/** Each turn is another buyer, with a browser, an address and a work of their own. */
async function buyers({ market, shop, closing: _ }: Town): Promise<Buy> {
  const { rows } = await market.query(
    `select l.id, l.price::text from listings l
     where l.available is null and l.price > 0 and l.currency = 'JPY' order by l.id limit 200`,
  )
  if (rows.length === 0) throw new Error('the town offers nothing that can be bought')
  const addresses = loopbackAddresses()
  let turn = 0
  return async () => {
    turn += 1
    const browser = openBrowser(addresses())
    try {
      const work = rows[turn % rows.length]
      await visitAndBuy(browser, { shop, work, address: `buyer${turn}@buyers.example` })
    } finally {
      asked += browser.asked
      browser.close()
    }
  }
}

async function round({ seconds }: BenchWish, { pids }: Town, turn: Buy) {
  const meter = cpuMeter({ ...pids, driver: process.pid })
  let cpu: Record<string, number> = {}
  let began = 0
  let millis = 0
  const result = await crowd({
    atOnce,
    seconds,
    warmSeconds,
    turn,
    begin: () => {
      began = performance.now()
      meter.begin()
    },
    end: () => {
      cpu = meter.end()
      millis = performance.now() - began
    },
  })
  const perOrder = Object.entries(cpu).map(([name, used]): [string, number] => [
    `${name} ms`,
    used / result.turns,
  ])
  const own = perOrder.filter(
    ([name]) => !apart.includes(name.slice(0, -3)) && name !== 'driver ms',
  )
  const [busy, used] = Object.entries(cpu).reduce((most, each) => (each[1] > most[1] ? each : most))
  return {
    ...result,
    cpuPerOrder: own.reduce((sum, [, each]) => sum + each, 0),
    practice: perOrder
      .filter(([name]) => apart.includes(name.slice(0, -3)))
      .reduce((sum, [, each]) => sum + each, 0),
    cpu: Object.fromEntries(perOrder.filter(([, each]) => each > 0.005)),
    busiest: `${busy} (${Math.round((100 * used) / millis)} % of a core)`,
  }
}

/** The same buyers again with PostgreSQL writing down what it is asked; the letters included. */
async function count({ market, vault, logFile }: Town, buy: Buy) {
  // Letters of the rounds before are no part of the orders that are counted.
  await untilSent(vault)
  let orders = 0
  const before = asked
  const turn = async () => {
    await buy()
    orders += 1
  }
  const counted = await countStatements(market, logFile, async () => {
    await crowd({ atOnce, seconds: 2, warmSeconds: 0, turn })
    await untilSent(vault)
  })
  const details: Record<string, number> = { 'writing transactions': counted.writing / orders }
  for (const [role, times] of Object.entries(counted.byRole)) details[role] = times / orders
  for (const [what, times] of Object.entries(counted.byStatement)) {
    if (times > orders / 20) details[what] = times / orders
  }
  return { perOrder: counted.total / orders, requests: (asked - before) / orders, details }
}

async function untilSent(vault: Town['vault']): Promise<void> {
  for (let looks = 0; looks < 150; looks += 1) {
    const { rows } = await vault.query(
      'select count(*)::int as left from letters where finished_at is null',
    )
    if (rows[0].left === 0) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
