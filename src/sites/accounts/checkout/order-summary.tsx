import type { OrderFacts, OrderLineFacts } from '#market/orders/queries.ts'
import { Money } from '#sites/ui/parts/price.tsx'
import { useView } from '#sites/ui/view.ts'

interface SummaryProps {
  facts: OrderFacts
  lines: readonly OrderLineFacts[]
  now: Date
}

/** What is ordered and what it costs, as it was frozen. */
export function OrderSummary({ facts, lines, now }: SummaryProps) {
  const { words, format } = useView()
  const { currency } = facts
  return (
    <aside class="split-aside panel" aria-labelledby="summary-title">
      <h2 id="summary-title">{words.checkout.order}</h2>
      <dl class="sum">
        {lines.map((line) => (
          <div class="sum-row" key={line.position}>
            <dt>
              <div>{line.title}</div>
              <div class="soft small">{line.sellerName}</div>
            </dt>
            <dd>
              <Money amount={{ amount: line.price, currency }} />
            </dd>
          </div>
        ))}
        <div class="sum-row sum-total">
          <dt>{words.checkout.amount}</dt>
          <dd>
            <Money amount={{ amount: facts.total, currency }} />
          </dd>
        </div>
      </dl>
      {facts.holdUntil > now ? (
        <p class="soft small">{words.checkout.heldUntil(format.time(facts.holdUntil))}</p>
      ) : null}
    </aside>
  )
}
