import { call } from '#lib/call/call.ts'
import { id, instant, nothing, object, oneOf, text } from '#lib/shapes.ts'

/** What the monitor may ask: that people are told, and that its line goes below a checkpoint. */
export const vaultForMonitor = {
  /** Logged, and a letter to every operator. Idempotent by id. */
  raiseAlarm: call({
    in: object({
      id,
      kind: oneOf(
        'page-changed',
        'page-away',
        'log-rolled-back',
        'log-forked',
        'log-away',
        'log-still',
        'log-key-other',
      ),
      at: instant,
      detail: text({ max: 500 }),
    }),
    out: nothing,
    timeoutMillis: 5_000,
    idempotent: true,
  }),
  /** A mail came to a domain of the canaries. Alarms when it is to one and not our own. */
  canaryMailed: call({
    in: object({ address: text({ min: 3, max: 254 }), messageId: text({ max: 998 }) }),
    out: nothing,
    timeoutMillis: 5_000,
    idempotent: true,
  }),
  /** A checkpoint as published, with the witness's line; published in turn. Refuses: bad-input. */
  takeCosigned: call({
    in: object({ note: text({ max: 4_000, lines: true }) }),
    out: nothing,
    timeoutMillis: 5_000,
    idempotent: true,
  }),
}
