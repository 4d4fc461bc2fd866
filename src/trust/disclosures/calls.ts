import { call } from '#lib/call/call.ts'
import { id, instant, list, nothing, nullable, object, text } from '#lib/shapes.ts'
import { assertion, once, quick, session } from '#trust/vault/calls/parts.ts'

const statement = list(
  object({ name: text({ max: 60 }), value: text({ max: 1000, lines: true }) }),
  { max: 20 },
)

/** What sellers must say of themselves: published, and read by everybody. */
export const disclosureCalls = {
  /** The published 特定商取引法 statement of a seller; null where none is published. */
  disclosureOf: call({
    in: object({ seller: id }),
    out: object({ fields: nullable(statement), changedAt: nullable(instant) }),
    ...quick,
  }),
  /** `act` in the assertion's challenge must be the hash of exactly this statement. */
  publishDisclosure: call({
    in: object({ session, seller: id, fields: statement, assertion }),
    out: nothing,
    ...once,
  }),
}
