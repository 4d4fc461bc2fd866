import { call } from '#lib/call/call.ts'
import { id, instant, nothing, object, oneOf, text } from '#lib/shapes.ts'

/** What the monitor may ask: that people are told. */
export const vaultForMonitor = {
  /** Logged, and a letter to every operator. Idempotent by id. */
  raiseAlarm: call({
    in: object({
      id,
      kind: oneOf('page-changed', 'page-away', 'log-rolled-back'),
      at: instant,
      detail: text({ max: 500 }),
    }),
    out: nothing,
    timeoutMillis: 5_000,
    idempotent: true,
  }),
}
