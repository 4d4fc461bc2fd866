import { call } from '#lib/call/call.ts'
import { bytes, id, integer, list, nothing, nullable, object, text } from '#lib/shapes.ts'
import { keyCalls } from '#trust/keys/calls.ts'
import { clockCallsForSupervisor } from '#trust/reckoning/calls.ts'
import { address, once } from './parts.ts'

/** What the supervisor may ask: at the first start, and about the ring for a person there. */
export const vaultForSupervisor = {
  ...keyCalls,
  ...clockCallsForSupervisor,
  /** A link by which the first operator enrols; null once there is one. */
  firstOperatorLink: call({
    in: nothing,
    out: object({ link: nullable(bytes({ max: 32 })) }),
    ...once,
  }),
  /** Practice members with given ids and addresses; refused by a vault started for production. */
  seedMembers: call({
    in: object({ members: list(object({ id, address }), { max: 1_000 }) }),
    out: nothing,
    timeoutMillis: 30_000,
    idempotent: true,
  }),
  /** Makes members of addresses, for a market that moves here; known ones stay as they are. */
  importPeople: call({
    in: object({ addresses: list(text({ max: 400 }), { max: 500 }) }),
    out: object({
      enrolled: integer({ min: 0, max: 500 }),
      known: integer({ min: 0, max: 500 }),
      refused: list(integer({ min: 0, max: 499 }), { max: 500 }),
    }),
    timeoutMillis: 30_000,
    idempotent: true,
  }),
  seedDisclosures: call({
    in: object({
      disclosures: list(
        object({
          seller: id,
          member: id,
          fields: list(
            object({ name: text({ max: 60 }), value: text({ max: 1000, lines: true }) }),
            { max: 20 },
          ),
        }),
        { max: 100 },
      ),
    }),
    out: nothing,
    timeoutMillis: 30_000,
    idempotent: true,
  }),
}
