import type { ErrorAnswers } from '#lib/http/on-error.ts'
import type { RateLimit } from '#lib/http/rate-limit.ts'
import type { PaymentNeeds } from '#market/payments/types.ts'
import type { AssetPath } from '#sites/ui/view.ts'

/** Everything the pay host is given; handlers take the part they use. */
export interface PayNeeds {
  payments: PaymentNeeds
  origins: { shop: string; pay: string }
  asset: AssetPath
  marketName: string
  /** Questions about one pass or one intent: behind each may stand a call to the provider. */
  limit: RateLimit
  onFault: ErrorAnswers['onFault']
}
