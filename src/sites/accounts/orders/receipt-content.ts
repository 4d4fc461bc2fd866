import type { OrderFacts, OrderLineFacts } from '#market/orders/queries.ts'
import { taxOf } from '#market/pricing/tax.ts'
import type { Messages } from '#sites/ui/messages.ts'
import type { ReceiptData } from '#sites/ui/parts/receipt.tsx'
import type { MarketFacts } from '../needs.ts'

/** Goods at this rate are marked, as a qualified invoice must (軽減税率対象). */
export const reducedRate = 800

interface ReceiptFacts {
  facts: OrderFacts & { paidAt: Date }
  lines: readonly OrderLineFacts[]
  name: string
  market: MarketFacts
  words: Messages
}

/**
 * What stands on the receipt of a paid order.
 *
 * The market issues it for its sellers (媒介者交付特例), so one order is one document: totals and
 * tax per rate, the tax rounded once per rate. Dated by the payment, so that every print of it
 * says the same.
 */
export function receiptOf({ facts, lines, name, market, words }: ReceiptFacts): ReceiptData {
  const { currency, paidAt } = facts
  const amount = (units: bigint) => ({ amount: units, currency })
  return {
    number: facts.id,
    issued: paidAt,
    paid: paidAt,
    copy: false,
    name,
    total: amount(facts.total),
    lines: lines.map((line) => ({
      key: String(line.position),
      title: `${line.title} (${line.sellerName})${line.taxRate === reducedRate ? ' ※' : ''}`,
      language: 'none',
      rate: line.taxRate,
      amount: amount(line.price),
    })),
    rates: taxOf(lines).map(({ rate, gross, tax }) => ({
      rate,
      total: amount(gross),
      tax: amount(tax),
    })),
    issuer: {
      name: market.name,
      lines: [market.contact],
      registration: market.registrationNumber || undefined,
    },
    payment: facts.method ? methodName(facts.method, words) : '',
  }
}

function methodName(method: string, { pay }: Messages): string {
  if (method === 'card') return pay.card
  if (method === 'konbini') return pay.konbini
  return method === 'wallet' ? pay.wallet : method
}
