import { call } from '#lib/call/call.ts'
import { id, instant, nothing, nullable, object, text } from '#lib/shapes.ts'
import { address, browserSecret, link, locale, once, quick, session } from './parts.ts'

/** How the account pages change a member's mailbox. */
export const mailboxForAccounts = {
  /** Mails a code to the new mailbox. Refuses: sign-in-again, too-many-tries. */
  startAddressChange: call({
    in: object({ session, address, browserSecret, locale, source: text({ max: 64 }) }),
    out: object({ attempt: id }),
    ...once,
  }),
  /** Proven; `due` is when it is taken. Refuses as answerCode, and address-taken. */
  answerAddressChange: call({
    in: object({ session, attempt: id, browserSecret, code: text({ max: 32 }) }),
    out: object({ due: instant }),
    ...once,
  }),
  myAddressChange: call({
    in: object({ session }),
    out: object({ due: nullable(instant) }),
    ...quick,
  }),
  cancelAddressChange: call({ in: object({ session }), out: nothing, ...once }),
  /** By the link in the old mailbox. Refuses: ticket-unknown, ticket-used. */
  addressChangeOf: call({ in: object({ link }), out: object({ due: instant }), ...quick }),
  /** Also ends every session of that person. */
  stopAddressChange: call({ in: object({ link }), out: nothing, ...once }),
  /** Refuses: address-taken, too. */
  takeAddressChange: call({ in: object({ link }), out: nothing, ...once }),
}
