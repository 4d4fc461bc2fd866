import { type Money, money, totalMoney } from '#lib/money.ts'
import type { Cart, CartLine } from './types.ts'

export type LineStanding = 'ready' | 'price-changed' | 'sold-out' | 'gone'

/** What stands between a line and the checkout. */
export function lineStanding(line: CartLine): LineStanding {
  if (!line.now) return 'gone'
  if (line.now.available === 0) return 'sold-out'
  const { price } = line.now
  const isSame = price.currency === line.shown.currency && price.amount === line.shown.amount
  return isSame ? 'ready' : 'price-changed'
}

/** True when the cart can go to the checkout as it is: all lines ready, in one currency. */
export function isReady(cart: Cart): boolean {
  const currencies = new Set(cart.lines.map((line) => line.shown.currency))
  return currencies.size === 1 && cart.lines.every((line) => lineStanding(line) === 'ready')
}

/** What the lines still on sale cost now; zero yen when there is none. */
export function cartTotal(cart: Cart): Money {
  const prices = cart.lines.flatMap((line) =>
    line.now && line.now.available !== 0 ? line.now.price : [],
  )
  const currency = prices[0]?.currency ?? 'JPY'
  const counted = prices.filter((price) => price.currency === currency)
  return counted.length > 0 ? totalMoney(counted, currency) : money(0n, 'JPY')
}
