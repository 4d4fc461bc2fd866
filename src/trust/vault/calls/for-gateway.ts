import { call } from '#lib/call/call.ts'
import { bytes, nullable, object, text } from '#lib/shapes.ts'
import { quick } from './parts.ts'

/** What the gateway may ask where the vault is on another host: the log, which is public. */
export const vaultForGateway = {
  /** A file of the published log as it is now, or null. Refuses: not-found for any other name. */
  logFile: call({
    in: object({ file: text({ min: 1, max: 100 }) }),
    out: object({ content: nullable(bytes({ max: 4_000_000 })) }),
    ...quick,
  }),
}
