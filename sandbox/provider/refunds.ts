import type { Book } from './book.ts'
import { Problem } from './problem.ts'
import type { Fact, Refund, RefundTerms } from './record.ts'
import { news, session } from './sessions.ts'

export type RefundWish = Omit<RefundTerms, 'id'>

/** Gives money back, or gives the refund this key already asked for. */
export async function askRefund(
  book: Book,
  wish: RefundWish,
  laterSeconds: number,
): Promise<Refund> {
  const known = book.state.refundByKey.get(wish.key)
  if (known) return sameRefund(book, known, wish)
  const paid = await session(book, wish.session)
  if (paid.state !== 'paid') throw new Problem('not-paid', 'there is nothing to give back')
  if (paid.refunded + BigInt(wish.amount) > BigInt(paid.amount)) {
    throw new Problem('refund-too-large', 'more would go back than was paid')
  }
  const terms: RefundTerms = { ...wish, id: book.newId('ref') }
  const later = new Date(book.clock().getTime() + laterSeconds * 1000).toISOString()
  const endsAt = paid.refundPlan === 'later' ? later : null
  const asked: Fact = { kind: 'refund-asked', terms, endsAt }
  const end = paid.refundPlan === 'fails' ? 'failed' : 'done'
  await book.commit(endsAt ? [asked] : [asked, ...refundEnd(book, terms, end)])
  return refund(book, terms.id)
}

export async function refund(book: Book, id: string): Promise<Refund> {
  const found = book.state.refunds.get(id)
  if (!found) throw new Problem('not-found', 'no such refund')
  await book.settled()
  return found
}

/** Completes the pending refunds whose time has come, or all of them. */
export async function endDueRefunds(book: Book, which: 'due' | 'all'): Promise<void> {
  const now = book.clock().toISOString()
  const pending = [...book.state.pendingRefunds].map((id) => book.state.refunds.get(id)!)
  const due = pending.filter((each) => which === 'all' || (each.endsAt ?? now) <= now)
  await Promise.all(due.map((each) => book.commit(refundEnd(book, each, 'done'))))
}

function refundEnd(book: Book, { id, session, amount }: RefundTerms, end: 'done' | 'failed') {
  const paid = book.state.sessions.get(session)!
  const ended: Fact = { kind: 'refund-ended', refund: id, state: end }
  return [ended, news(book, paid, `refund.${end}`, { refund: { id, amount } })]
}

async function sameRefund(book: Book, id: string, wish: RefundWish): Promise<Refund> {
  const found = await refund(book, id)
  if (found.session !== wish.session || found.amount !== wish.amount) {
    throw new Problem('key-used-differently', 'this key asked for another refund')
  }
  return found
}
