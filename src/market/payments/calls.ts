import { call } from '#lib/call/call.ts'
import { id, integer, list, minor, object, oneOf } from '#lib/shapes.ts'
import { assertion, currency } from '#trust/vault/calls/parts.ts'

/** What the console may ask of payments. */
export const paymentsForConsole = {
  /** A pending refund reserves; the provider is asked with key = refund id. Refuses: passkey-needed, refund-too-large, refund-ceiling, not-paid. */
  requestRefund: call({
    in: object({
      requestId: id,
      order: id,
      lines: list(object({ position: integer({ min: 1, max: 1000 }), amount: minor() }), {
        max: 1000,
      }),
      currency,
      reason: oneOf('buyer-asked', 'defect', 'fraud', 'other'),
      assertion,
    }),
    out: object({ refund: id, state: oneOf('pending', 'confirmed', 'failed') }),
    timeoutMillis: 15_000,
    idempotent: true,
  }),
}
