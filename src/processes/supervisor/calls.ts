import { call } from '#lib/call/call.ts'
import { flag, instant, integer, list, nothing, nullable, object, text } from '#lib/shapes.ts'
import { quick } from '#trust/vault/calls/parts.ts'

/** What the console may ask of the supervisor. */
export const supervisorForConsole = {
  processes: call({
    in: nothing,
    out: object({
      processes: list(
        object({
          name: text({ max: 40 }),
          pid: nullable(integer({ min: 1, max: 10_000_000 })),
          role: nullable(text({ max: 40 })),
          ready: flag,
          restarts: integer({ min: 0, max: 1_000_000 }),
          memoryBytes: nullable(integer({ min: 0, max: Number.MAX_SAFE_INTEGER })),
          startedAt: nullable(instant),
        }),
        { max: 50 },
      ),
      version: text({ max: 40 }),
    }),
    ...quick,
  }),
}
