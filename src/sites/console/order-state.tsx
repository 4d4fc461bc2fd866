import { minorUnits } from '#lib/money.ts'
import { type IntentState, orderState } from '#market/orders/states.ts'
import type { Tone } from '#sites/ui/parts/notice.tsx'
import { Badge } from '#sites/ui/parts/small.tsx'
import { useView } from '#sites/ui/view.ts'

/** The columns of `order_facts` that say where an order stands. */
export interface OrderRow {
  total: bigint
  intent_state: string | null
  released_at: Date | null
  refunded: bigint | null
  refund_pending: bigint | null
  late_pending: bigint | null
}

/** Where an order stands, as a badge. */
export function OrderState({ facts }: { facts: OrderRow }) {
  const { states } = useView().words
  const said: Record<ReturnType<typeof orderState>, [Tone, string]> = {
    held: ['plain', states.held],
    'awaiting-payment': ['info', states.waiting],
    failed: ['warning', states.failed],
    released: ['plain', states.released],
    'late-refunding': ['warning', states.refunding],
    paid: ['good', states.paid],
    'partly-refunded': ['warning', states.partlyRefunded],
    refunded: ['plain', states.refunded],
  }
  const [tone, text] = said[orderState(standingOf(facts))]
  return <Badge tone={tone}>{text}</Badge>
}

export function standingOf(row: OrderRow) {
  return {
    total: minorUnits(row.total),
    intentState: row.intent_state as IntentState | null,
    releasedAt: row.released_at,
    refunded: minorUnits(row.refunded ?? 0n),
    refundPending: minorUnits(row.refund_pending ?? 0n),
    latePending: minorUnits(row.late_pending ?? 0n),
  }
}
