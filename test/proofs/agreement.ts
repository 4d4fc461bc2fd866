import assert from 'node:assert/strict'
import type { Town } from '#test/cast/town.ts'
import { downloadedHash, type Purchase } from './buyer.ts'

/** What one order is in every book that knows it. */
interface Standing {
  sessionsPaid: number
  charges: number
  paidIntents: number
  sales: number
  posted: bigint
  entitlements: number
  bindings: number
  vaultPaid: number
  untold: number
  holds: number
  left: number
}

/** What must be so after a purchase, whatever happened on the way. */
const bought = (price: bigint, left: number): Standing => ({
  sessionsPaid: 1,
  charges: 1,
  paidIntents: 1,
  sales: 1,
  posted: -price,
  entitlements: 1,
  bindings: 1,
  vaultPaid: 1,
  untold: 0,
  holds: 0,
  left,
})

/** Provider's record, ledger, sale, right to download and vault say the same. */
export async function assertBought(town: Town, purchase: Purchase): Promise<void> {
  const { work } = purchase
  assert.deepEqual(await standing(town, purchase), bought(work.price, work.copies - 1))
  assert.equal(await downloadedHash(purchase), work.sha256)
}

/** Nobody was charged, nothing is kept, and the copies are back. */
export async function assertGivenUp(town: Town, purchase: Purchase): Promise<void> {
  const found = await standing(town, purchase)
  assert.deepEqual(found, {
    ...bought(0n, purchase.work.copies),
    sessionsPaid: 0,
    charges: 0,
    paidIntents: 0,
    sales: 0,
    posted: 0n,
    entitlements: 0,
    vaultPaid: 0,
    bindings: found.bindings,
  })
}

async function standing(town: Town, { order, work }: Purchase): Promise<Standing> {
  const { books } = town
  const intents = await books.sql<{ id: string }>('market', intentsText, [order])
  const ours = (await books.providerRecord()).filter(({ session }) =>
    intents.some(({ id }) => id === session.reference),
  )
  const [market] = await books.sql('market', marketText, [order, work.id])
  const [vault] = await books.sql('vault', vaultText, [order])
  const attempts = ours.flatMap((each) => each.attempts)
  return {
    sessionsPaid: ours.filter(({ session }) => session.state === 'paid').length,
    charges: attempts.filter(({ outcome }) => outcome === 'approved').length,
    ...(market as object),
    posted: BigInt(market!.posted),
    ...(vault as object),
  } as Standing
}

const intentsText = 'select id from intents where order_id = $1'
const marketText = `select
  (select count(*)::int from intents where order_id = $1 and state = 'paid') as "paidIntents",
  (select count(*)::int from ledger_transactions where order_id = $1 and kind = 'sale') as sales,
  (select coalesce(sum(amount), 0) from ledger_postings p
     join ledger_transactions t on t.id = p.transaction_id
     where t.order_id = $1 and account = 'provider:sandbox') as posted,
  (select count(*)::int from entitlements where order_id = $1 and revoked_at is null)
    as entitlements,
  (select count(*)::int from outbox where order_id = $1 and told_at is null) as untold,
  (select count(*)::int from holds where order_id = $1) as holds,
  (select available from stocks where work_id = $2) as left`
const vaultText = `select
  (select count(*)::int from bindings where order_id = $1) as bindings,
  (select count(*)::int from paid_orders where order_id = $1) as "vaultPaid"`

/** The letter of the order came, and if twice, then as the same one. */
export async function assertOneLetter(town: Town, { order, address }: Purchase): Promise<void> {
  const isOfOrder = ({ text }: { text: string }) => text.includes(order)
  await town.letterTo(address, isOfOrder, 90_000)
  const letters = (await town.allLettersTo(address)).filter(isOfOrder)
  assert.equal(new Set(letters.map(({ messageId }) => messageId)).size, 1, order)
  assert.ok(letters.length <= 2, `${letters.length} times the same letter`)
}

/** All books together: every sum is zero, and the provider has what the ledger says it has. */
export async function assertBooksBalance({ books }: Town): Promise<void> {
  const crooked = await books.sql(
    'market',
    `select transaction_id from ledger_postings group by transaction_id, currency
     having sum(amount) <> 0`,
  )
  assert.deepEqual(crooked, [])
  const [row] = await books.sql<{ has: string }>(
    'market',
    `select coalesce(-sum(amount), 0)::text as has from ledger_postings
     where account = 'provider:sandbox'`,
  )
  const sessions = (await books.providerRecord()).map(({ session }) => session)
  const taken = sessions
    .filter(({ state }) => state === 'paid')
    .reduce((sum, { amount, refunded }) => sum + BigInt(amount) - BigInt(refunded), 0n)
  assert.equal(BigInt(row!.has), taken)
}
