import { call } from '#lib/call/call.ts'
import { flag, id, integer, nothing, nullable, object, text } from '#lib/shapes.ts'
import { address } from './parts.ts'

/** What the mailer may ask: one letter for each question. */
export const vaultForMailer = {
  /** Waits up to `waitMillis` for a letter; leases it for 60 s; the opening is logged before the answer. */
  takeLetter: call({
    in: object({ waitMillis: integer({ min: 0, max: 30_000 }) }),
    out: object({
      letter: nullable(
        object({
          id,
          messageId: text({ max: 200 }),
          to: address,
          subject: text({ max: 200 }),
          text: text({ max: 20_000, lines: true }),
          html: text({ max: 100_000, lines: true }),
        }),
      ),
    }),
    timeoutMillis: 40_000,
    idempotent: false,
  }),
  letterSent: call({
    in: object({ letter: id }),
    out: nothing,
    timeoutMillis: 5_000,
    idempotent: true,
  }),
  letterFailed: call({
    in: object({ letter: id, forGood: flag }),
    out: nothing,
    timeoutMillis: 5_000,
    idempotent: true,
  }),
}
