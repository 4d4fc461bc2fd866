import type { Amount } from '../format.ts'
import { useView } from '../view.ts'

/** An amount in the visitor's way of writing, figures aligned. */
export function Money({ amount, signed }: { amount: Amount; signed?: boolean }) {
  const { format } = useView()
  return <span class="figures">{signed ? format.change(amount) : format.money(amount)}</span>
}

export type PriceProps = {
  price: Amount
  large?: boolean
  /** Says "tax included" beside it; every price shown to buyers is. */
  tax?: boolean
}

/** What a work costs; zero says "free". */
export function Price({ price, large, tax }: PriceProps) {
  const { words, format } = useView()
  const free = price.amount === 0n
  return (
    <span class="price">
      <span class={large ? 'price-large' : undefined}>
        {free ? words.work.free : format.money(price)}
      </span>
      {tax && !free ? <span class="price-tax">{words.work.taxIncluded}</span> : null}
    </span>
  )
}
