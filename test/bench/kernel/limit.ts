import type pg from 'pg'
import { systemIds } from '#lib/ids.ts'
import { joinedWrites, type Writes } from '#trust/vault/writes.ts'
import { boundRows, joined, type PaidFact, paidRows } from './limit-rows.ts'

/** The same pools that the market's code uses, and one connection that writes as the vault. */
export interface LimitNeeds {
  storefront: pg.Pool
  payments: pg.Pool
  vault: pg.Client
}

/**
 * The commits of an order and nothing else: prepared calls with values at hand, no look-ups, no
 * keys, no log files, no processes between. What is asked at about the same time goes in one
 * commit, as in the market: the vault's rows as its sequencer sends them, facts of payment and the
 * marks that they were told as the relay does it.
 */
export function bareOrders({ storefront, payments, vault: writer }: LimitNeeds) {
  let index = 10 ** 12
  const vault = flushes(async (batch: Writes[]) => {
    const { name, text, values } = joinedWrites(joined(batch, index))
    index += batch.length
    await writer.query({ name: `limit-${name}`, text, values })
  })
  const told = flushes(async (batch: PaidFact[]) => {
    await Promise.all(batch.map((fact) => vault.add(paidRows(fact))))
    await markTold(payments, batch)
  })
  const holds = flushes((batch: Held[]) => hold(storefront, batch))
  const intents = flushes((batch: Held[]) => openIntents(payments, batch))
  const handOffs = flushes((batch: Held[]) => recordHandOffs(payments, batch))
  const finishes = flushes((batch: Held[]) => finish(payments, batch))
  return {
    async order(cart: string): Promise<void> {
      const held: Held = { cart, order: systemIds(), intent: systemIds(), total: 0n }
      await holds.add(held)
      await vault.add(boundRows(held.order))
      await intents.add(held)
      await handOffs.add(held)
      await finishes.add(held)
      // As in the market, nobody waits for the relay.
      told.add({ order: held.order, intent: held.intent, amount: held.total }).catch(() => {})
    },
    /** Until the relay has caught up. */
    settled: () => told.settled(),
  }
}

interface Held {
  cart: string
  order: string
  intent: string
  total: bigint
}

async function hold(pool: pg.Pool, batch: Held[]): Promise<void> {
  const at = new Date()
  const hold_until = new Date(at.getTime() + 1_800_000)
  const same = { version: 1, ticket: `\\x${'5a'.repeat(32)}`, locale: 'ja', at, hold_until }
  const asked = batch.map(({ order, cart }) => ({ id: order, cart, ...same }))
  const rows = await ask(pool, 'select order_id, total from hold_orders($1)', asked)
  const totals = new Map(rows.map(({ order_id, total }) => [order_id, total]))
  for (const held of batch) held.total = totals.get(held.order)
}

async function openIntents(pool: pg.Pool, batch: Held[]): Promise<void> {
  const at = new Date()
  const same = { provider: 'sandbox', method: 'card', currency: 'JPY', at, ask_after: '2100-01-01' }
  const asked = batch.map(({ intent, order, total }) => ({
    ...{ id: intent, order_id: order, amount: String(total) },
    ...same,
  }))
  await ask(pool, 'select 1 from open_intents($1)', asked)
}

async function recordHandOffs(pool: pg.Pool, batch: Held[]): Promise<void> {
  const asked = batch.map(({ intent }) => ({
    id: intent,
    session: `ses_${intent}`,
    at: new Date(),
  }))
  await ask(
    pool,
    `with quick as (select set_config('synchronous_commit', 'off', true))
     update intents i set session = n.session, handed_off_at = n.at, state = 'handed-off',
       session_url = 'http://provider.localhost:8081/pay/' || i.id
     from quick, json_to_recordset($1) as n (id uuid, session text, at timestamptz)
     where i.id = n.id`,
    asked,
  )
}

async function finish(pool: pg.Pool, batch: Held[]): Promise<void> {
  const same = { provider: 'sandbox', kind: 'paid', currency: 'JPY', at: new Date() }
  const asked = batch.map(({ intent, total }) => ({
    ...{ intent, event: `evt_${intent}`, amount: String(total), session: `ses_${intent}` },
    ...{ transaction: systemIds(), ...same },
  }))
  const rows = await ask(pool, 'select finish_payments($1)', asked)
  if (rows.length < batch.length) throw new Error('a payment was not booked')
}

async function ask(pool: pg.Pool, text: string, rows: object[]) {
  const result = await pool.query({ name: text.slice(0, 40), text, values: [JSON.stringify(rows)] })
  return result.rows
}

async function markTold(pool: pg.Pool, batch: PaidFact[]): Promise<void> {
  await pool.query({
    name: 'limit-told',
    text: `with quick as (select set_config('synchronous_commit', 'off', true))
           update outbox set told_at = $2 from quick where told_at is null and order_id = any ($1::uuid[])`,
    values: [batch.map(({ order }) => order), new Date()],
  })
}

const mostInFlush = 500

/** Gathers what comes while the last flush is under way, and sends it together. */
function flushes<T>(send: (batch: T[]) => Promise<void>) {
  let waiting: { value: T; done: PromiseWithResolvers<void> }[] = []
  let underWay: Promise<void> | undefined
  const go = async () => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, mostInFlush)
      waiting = waiting.slice(mostInFlush)
      try {
        await send(batch.map(({ value }) => value))
        for (const { done } of batch) done.resolve()
      } catch (error) {
        for (const { done } of batch) done.reject(error)
      }
    }
    underWay = undefined
  }
  return {
    add(value: T): Promise<void> {
      const done = Promise.withResolvers<void>()
      waiting.push({ value, done })
      underWay ??= Promise.resolve().then(go)
      return done.promise
    },
    settled: async () => underWay,
  }
}
