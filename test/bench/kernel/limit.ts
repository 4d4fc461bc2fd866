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
 * keys, no log files, no processes between. The vault's rows go in flushes, as its sequencer sends
 * them; facts of payment and the marks that they were told go in batches, as the relay does it.
 */
export function bareOrders(needs: LimitNeeds) {
  let index = 10 ** 12
  const vault = flushes(async (batch: Writes[]) => {
    const { name, text, values } = joinedWrites(joined(batch, index))
    index += batch.length
    await needs.vault.query({ name: `limit-${name}`, text, values })
  })
  const told = flushes(async (batch: PaidFact[]) => {
    await Promise.all(batch.map((fact) => vault.add(paidRows(fact))))
    await markTold(needs.payments, batch)
  })
  return {
    async order(cart: string): Promise<void> {
      const held = await hold(needs.storefront, cart)
      await vault.add(boundRows(held.order))
      const intent = await openIntent(needs.payments, held)
      await recordHandOff(needs.payments, intent)
      await finish(needs.payments, intent, held.total)
      // As in the market, nobody waits for the relay.
      told.add({ order: held.order, intent, amount: held.total }).catch(() => {})
    },
    /** Until the relay has caught up. */
    settled: () => told.settled(),
  }
}

async function hold(pool: pg.Pool, cart: string): Promise<{ order: string; total: bigint }> {
  const order = systemIds()
  const { rows } = await pool.query({
    name: 'limit-hold',
    text: 'select total from hold_order($1, $2, 1, $3, $4, 30, $5)',
    values: [order, cart, Buffer.alloc(32), new Date(), 'ja'],
  })
  return { order, total: rows[0].total }
}

async function openIntent(
  pool: pg.Pool,
  { order, total }: { order: string; total: bigint },
): Promise<string> {
  const intent = systemIds()
  const now = new Date()
  await pool.query({
    name: 'limit-intent',
    text: 'select 1 from open_intent($1, $2, $3, $4, $5, $6, $7, $8)',
    values: [intent, order, 'sandbox', 'card', total, 'JPY', now, new Date(now.getTime() + 9e6)],
  })
  return intent
}

async function recordHandOff(pool: pg.Pool, intent: string): Promise<void> {
  await pool.query({
    name: 'limit-hand-off',
    text: `update intents set session = $2, session_url = $3, handed_off_at = $4,
             state = 'handed-off' where id = $1`,
    values: [intent, `ses_${intent}`, `http://provider.localhost:8081/pay/${intent}`, new Date()],
  })
}

async function finish(pool: pg.Pool, intent: string, total: bigint): Promise<void> {
  const ids = [systemIds(), systemIds()]
  await pool.query({
    name: 'limit-finish',
    text: 'select finish_payment($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    values: ['sandbox', `evt_${intent}`, 'paid', intent, total, 'JPY', new Date(), ...ids],
  })
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
