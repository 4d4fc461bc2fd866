import { call } from '#lib/call/call.ts'
import { id, list, nothing, nullable, object } from '#lib/shapes.ts'
import { once, quick, session } from '#trust/vault/calls/parts.ts'
import { kinds } from '#trust/vault/kinds.ts'

/** Addresses and birthdays that a member keeps, for themselves. */
export const bookCalls = {
  myBook: call({
    in: object({ session }),
    out: object({
      addresses: list(object({ id, ...kinds.address.fields }), { max: 20 }),
      birthdays: list(object({ id, ...kinds.birthday.fields }), { max: 20 }),
    }),
    ...quick,
  }),
  /**
   * `replaces` is one of the member's own. Refuses: bad-input by field, not-found, not-allowed (20
   * are kept).
   */
  keepAddress: call({
    in: object({ session, replaces: nullable(id), address: kinds.address.shape }),
    out: object({ id }),
    ...once,
  }),
  /** Kept until the child is 13. Refuses: bad-input by field, not-allowed (20 are kept). */
  keepBirthday: call({
    in: object({ session, birthday: kinds.birthday.shape }),
    out: object({ id }),
    ...once,
  }),
  /** Refuses: not-found. */
  removeFromBook: call({ in: object({ session, id }), out: nothing, ...once }),
}
