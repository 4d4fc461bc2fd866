import pg from 'pg'
import { openPool } from '#lib/db/open.ts'
import type { PaymentNeeds } from '#market/payments/types.ts'
import { type CpuMeter, cpuMeter } from '../measure/cpu.ts'
import { crowd } from '../measure/crowd.ts'
import { median } from '../measure/numbers.ts'
import { inTurn, middle } from '../measure/rounds.ts'
import { countStatements } from '../measure/statements.ts'
import type { Bench, BenchWish, Row } from '../report/row.ts'
import { type House, openHouse } from '../stage/house.ts'
import { startVault } from '../stage/processes.ts'
import { bareOrders } from './limit.ts'
import { buy, type KernelNeeds, startPayments, vaultClients } from './order.ts'
import { type Stock, stockMarket } from './stock.ts'

const atOnce = 64
const warmSeconds = 1
/** More than any machine of this class buys in a second. */
const mostPerSecond = 3_000
/** As in the processes themselves. */
const connections = { storefront: 10, payments: 8 }

export const kernel: Bench = {
  name: 'kernel',
  about: 'orders per second through hold, bind, intent, finish and relay, without HTTP',
  async run(wish) {
    const house = await openHouse()
    try {
      return await measureKernel(wish, await openKernel(house))
    } finally {
      await house.close()
    }
  },
}

interface Kernel {
  house: House
  admin: pg.Pool
  storefront: pg.Pool
  payments: pg.Pool
  vault: ReturnType<typeof vaultClients>
  vaultWriter: pg.Client
  stock: Stock
  meter: CpuMeter
}

async function openKernel(house: House): Promise<Kernel> {
  const { closing } = house
  const vault = await startVault(house)
  const admin = new pg.Pool({ connectionString: house.adminUrlOf('market'), max: 2 })
  closing.add(() => admin.end())
  const storefront = openPool('storefront', house.urlOf('storefront'), {
    max: connections.storefront,
  })
  closing.add(() => storefront.end())
  const payments = openPool('payments', house.urlOf('payments'), {
    max: connections.payments,
    byIndexOnly: true,
  })
  closing.add(() => payments.end())
  const vaultWriter = new pg.Client({ connectionString: house.urlOf('vault') })
  await vaultWriter.connect()
  closing.add(() => vaultWriter.end())

  const clients = vaultClients(vault.runDir)
  closing.add(clients.accounts.close)
  closing.add(clients.payments.close)
  return {
    house,
    admin,
    storefront,
    payments,
    vault: clients,
    vaultWriter,
    stock: await stockMarket(admin),
    meter: cpuMeter({ market: process.pid, vault: vault.pid, postgres: house.postgres }),
  }
}

async function measureKernel(wish: BenchWish, kernel: Kernel): Promise<Row[]> {
  const { storefront, payments, vaultWriter: vault } = kernel
  const limit = bareOrders({ storefront, payments, vault })
  const results = await inTurn(wish, {
    orders: () => atWork(kernel, (needs) => round(wish, kernel, (cart) => buy(needs, cart))),
    'the same commits': async () => {
      const result = await round(wish, kernel, limit.order)
      await limit.settled()
      return result
    },
  })
  const counted = await count(kernel)
  return [
    ...rateRows(results.orders, results['the same commits']),
    {
      bench: 'kernel',
      what: 'order kernel: SQL round trips',
      unit: 'per order',
      reached: counted.perOrder,
      rounds: [counted.perOrder],
      aim: { kind: 'at-most', aim: 6, enough: 6 },
      details: counted.details,
    },
  ]
}

type Round = Awaited<ReturnType<typeof round>>

function rateRows(orders: Round[], bare: Round[]): Row[] {
  const best = middle(orders, ({ perSecond }) => perSecond)
  const rate = orders.map(({ perSecond }) => perSecond)
  const limit = bare.map(({ perSecond }) => perSecond)
  const cpu = orders.map(({ cpuPerOrder }) => cpuPerOrder)
  return [
    {
      bench: 'kernel',
      what: 'order kernel',
      unit: 'orders/s',
      reached: median(rate),
      rounds: rate,
      aim: { kind: 'at-least', aim: 1_000, enough: 700 },
      limit: { what: 'orders/s by the same commits alone', reached: median(limit), rounds: limit },
      details: { 'p50 ms': best.p50, 'p95 ms': best.p95, 'p99 ms': best.p99, 'at once': atOnce },
    },
    {
      bench: 'kernel',
      what: 'order kernel: share of the database',
      unit: '%',
      reached: (100 * median(rate)) / median(limit),
      rounds: rate.map((each, at) => (100 * each) / limit[at]!),
      aim: { kind: 'at-least', aim: 40, enough: 40 },
      details: {},
    },
    {
      bench: 'kernel',
      what: 'order kernel: processor time',
      unit: 'ms/order',
      reached: median(cpu),
      rounds: cpu,
      aim: { kind: 'at-most', aim: 2, enough: 2 },
      details: best.cpu,
    },
  ]
}

/** With the relay running; it has told everything when this is over. */
async function atWork<T>(
  { storefront, payments: pool, vault }: Kernel,
  work: (needs: KernelNeeds) => Promise<T>,
): Promise<T> {
  const { payments, stop } = startPayments(pool, vault.payments)
  try {
    const result = await work({ storefront, accounts: vault.accounts, payments })
    await untilTold(payments)
    return result
  } finally {
    await stop()
  }
}

async function round(
  { seconds }: BenchWish,
  { stock, meter }: Kernel,
  order: (cart: string) => Promise<unknown>,
) {
  await stock.refill(Math.ceil(mostPerSecond * (seconds + warmSeconds)))
  let cpu: Record<string, number> = {}
  const result = await crowd({
    atOnce,
    seconds,
    warmSeconds,
    turn: async () => {
      await order(stock.carts.pop()!)
    },
    begin: meter.begin,
    end: () => {
      cpu = meter.end()
    },
  })
  const perOrder = Object.fromEntries(
    Object.entries(cpu).map(([name, millis]) => [`${name} ms`, millis / result.turns]),
  )
  const cpuPerOrder = Object.values(perOrder).reduce((sum, each) => sum + each, 0)
  return { ...result, cpuPerOrder, cpu: perOrder }
}

/** The relay may be behind when counting ends; the next round must not pay for it. */
async function untilTold(payments: PaymentNeeds): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const { rows } = await payments.pool.query('select 1 from outbox where told_at is null limit 1')
    if (rows.length === 0) return
    payments.wake('outbox')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the relay did not catch up within 20 s')
}

/** The same load again with PostgreSQL writing down what it is asked. */
async function count(kernel: Kernel) {
  const { admin, house, stock } = kernel
  await stock.refill(mostPerSecond * 2)
  let orders = 0
  const counted = await countStatements(admin, house.logFile, () =>
    atWork(kernel, async (needs) => {
      const turn = async () => {
        await buy(needs, stock.carts.pop()!)
        orders += 1
      }
      await crowd({ atOnce, seconds: 2, warmSeconds: 0, turn })
    }),
  )
  const details: Record<string, number> = { 'writing transactions': counted.writing / orders }
  for (const [role, times] of Object.entries(counted.byRole)) details[role] = times / orders
  for (const [what, times] of Object.entries(counted.byStatement)) {
    if (times > orders / 100) details[what] = times / orders
  }
  return { perOrder: counted.total / orders, details }
}
