import assert from 'node:assert/strict'
import { type PracticeMarket, practiceStart } from './market.ts'

/** One order lived through step by step, with names for its sellers. */
export interface LedgerStory {
  market: PracticeMarket
  sellers: Map<string, string>
  order: string
  works: string[]
  intent: string
}

const later = new Date(practiceStart.getTime() + 31 * 60_000)

export function ledgerStory(market: PracticeMarket): LedgerStory {
  return { market, sellers: new Map(), order: '', works: [], intent: '' }
}

export async function sell(
  story: LedgerStory,
  lines: { price: number; seller: string }[],
  copies?: number,
): Promise<void> {
  const { market, sellers } = story
  story.works = []
  for (const { price, seller } of lines) {
    if (!sellers.has(seller)) sellers.set(seller, await market.seller())
    story.works.push(await market.work({ seller: sellers.get(seller), price, copies }))
  }
  story.order = await market.hold(await market.cartWith(...story.works))
  story.intent = market.newId()
  await market.payments.query(
    `select open_intent($1, id, case total when 0 then 'none' else 'sandbox' end,
       case total when 0 then 'none' else 'card' end, total, currency, $3, $3)
     from orders where id = $2`,
    [story.intent, story.order, practiceStart],
  )
}

export async function pay({ market, intent }: LedgerStory): Promise<void> {
  const { payments, newId } = market
  await payments.query(
    `select finish_payment(provider, $2, 'paid', id, amount, currency, $3, $4, $5)
     from intents where id = $1`,
    [intent, newId(), practiceStart, newId(), newId()],
  )
}

export async function giveUp({ market, intent }: LedgerStory): Promise<void> {
  await market.payments.query(`select end_intent($1, 'expired', $2)`, [intent, later])
}

export async function sellToAnother({ market, works }: LedgerStory): Promise<void> {
  await market.hold(await market.cartWith(...works), { now: later })
}

export async function refund(story: LedgerStory, amount: number): Promise<void> {
  const { admin, payments, newId } = story.market
  const id = newId()
  await admin.query(
    `insert into refunds (id, request_id, order_id, intent_id, amount, currency, reason,
       requested_at, ask_after) values ($1, $1, $2, $3, $4, 'JPY', 'defect', $5, $5)`,
    [id, story.order, story.intent, amount, later],
  )
  await admin.query('insert into refund_lines values ($1, 1, $2)', [id, amount])
  await payments.query('select finish_refund($1, $2, $3)', [id, later, newId()])
}

export async function returnLateMoney({ market, order }: LedgerStory): Promise<void> {
  const { rowCount } = await market.payments.query(
    `select finish_refund(id, $2, $3) from refunds
     where order_id = $1 and reason = 'late-payment' and state = 'pending'`,
    [order, later, market.newId()],
  )
  assert.equal(rowCount, 1)
}

type Amounts = Record<string, bigint>

/** The postings of the order's newest transaction of this kind, by account. */
export async function lastPostings(story: LedgerStory, kind: string): Promise<Amounts> {
  const { admin } = story.market
  const { rows } = await admin.query(
    `select id from ledger_transactions where order_id = $1 and kind = $2
     order by id desc limit 1`,
    [story.order, kind],
  )
  assert.equal(rows.length, 1, `no ${kind}`)
  const postings = await admin.query(
    'select account, amount from ledger_postings where transaction_id = $1',
    [rows[0].id],
  )
  return named(story, postings.rows)
}

/** What each seller of the story is owed in all. */
export async function balances(story: LedgerStory): Promise<Amounts> {
  const { rows } = await story.market.admin.query(
    `select account, sum(amount)::bigint as amount from ledger_postings
     where account = any ($1) group by account`,
    [[...story.sellers.values()].map((id) => `seller:${id}`)],
  )
  return named(story, rows)
}

function named(story: LedgerStory, rows: { account: string; amount: bigint }[]): Amounts {
  const names = new Map([...story.sellers].map(([name, id]) => [`seller:${id}`, `seller:${name}`]))
  return Object.fromEntries(
    rows.map(({ account, amount }) => [names.get(account) ?? account, amount]),
  )
}
