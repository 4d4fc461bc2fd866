import { call } from '#lib/call/call.ts'
import { id, instant, integer, list, nothing, nullable, object, oneOf, text } from '#lib/shapes.ts'
import { address, opening, quick, session, slow } from '#trust/vault/calls/parts.ts'
import { openingNames } from '#trust/vault/purposes.ts'

/** Of a member in one answer, which fits into a frame. */
export const mostRecords = 500

/** What a member may ask about what is kept of them. */
export const ownDataCalls = {
  myContact: call({ in: object({ session }), out: object({ address }), ...quick }),
  /** Every record about me in clear, for the own-data page and the export, from `next` on. */
  myRecords: call({
    in: object({ session, after: nullable(id) }),
    out: object({
      records: list(
        object({
          kind: text({ max: 40 }),
          about: nullable(id),
          keptSince: instant,
          keptUntil: nullable(instant),
          fields: list(
            object({ name: text({ max: 60 }), value: text({ max: 4000, lines: true }) }),
            { max: 40 },
          ),
        }),
        { max: mostRecords },
      ),
      next: nullable(id),
    }),
    ...slow,
  }),
  /** The newest first; `like` leaves out what has another purpose or lies outside of a time. */
  myOpenings: call({
    in: object({
      session,
      like: nullable(
        object({
          purposes: nullable(list(oneOf(...openingNames), { max: openingNames.length })),
          from: nullable(instant),
          to: nullable(instant),
        }),
      ),
      before: nullable(integer({ min: 0, max: Number.MAX_SAFE_INTEGER })),
      limit: integer({ min: 1, max: 200 }),
    }),
    out: object({ openings: list(opening, { max: 200 }) }),
    ...quick,
  }),
  /** The proof file (C2SP tlog-proof) of one of my openings. Refuses: not-yours, not-ready. */
  proofOfOpening: call({
    in: object({ session, entry: integer({ min: 0, max: Number.MAX_SAFE_INTEGER }) }),
    out: object({ proof: text({ max: 20_000, lines: true }) }),
    ...quick,
  }),
  /** What my proofs are checked with: the keys of log and witness, and my reader keys. */
  proofKeys: call({
    in: object({ session }),
    out: object({ keys: text({ max: 500_000, lines: true }) }),
    ...quick,
  }),
  erasurePlan: call({
    in: object({ session }),
    out: object({
      plan: text({ min: 64, max: 64 }),
      steps: list(
        object({
          what: text({ max: 40 }),
          count: integer({ min: 0, max: 1_000_000 }),
          at: nullable(instant),
          need: nullable(text({ max: 40 })),
        }),
        { max: 50 },
      ),
    }),
    ...slow,
  }),
  /** Refuses: cart-changed when the plan is no longer the one shown. */
  erase: call({
    in: object({ session, plan: text({ min: 64, max: 64 }) }),
    out: nothing,
    ...slow,
  }),
}
