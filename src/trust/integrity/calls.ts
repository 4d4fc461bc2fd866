import { call } from '#lib/call/call.ts'
import { id, instant, list, nothing, nullable, object, text } from '#lib/shapes.ts'
import { quick } from '#trust/vault/calls/parts.ts'

/** What the console may ask of the monitor. */
export const monitorForConsole = {
  standing: call({
    in: nothing,
    out: object({
      watchingSince: instant,
      lastLook: nullable(instant),
      alarms: list(
        object({ id, kind: text({ max: 40 }), at: instant, detail: text({ max: 500 }) }),
        { max: 100 },
      ),
    }),
    ...quick,
  }),
}
