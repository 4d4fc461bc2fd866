import { call } from '#lib/call/call.ts'
import {
  bytes,
  flag,
  id,
  instant,
  integer,
  list,
  nothing,
  nullable,
  object,
  oneOf,
  text,
} from '#lib/shapes.ts'
import { bookCalls } from '#trust/address-book/calls.ts'
import { disclosureCalls } from '#trust/disclosures/calls.ts'
import { holdCallsForAccounts } from '#trust/holds/calls.ts'
import { messageCalls } from '#trust/messages/calls.ts'
import { ownDataCalls } from '#trust/own-data/calls.ts'
import { parcelCalls } from '#trust/parcels/calls.ts'
import { payoutAccountCalls } from '#trust/payout-accounts/calls.ts'
import { lostPasskeysForAccounts } from './lost-passkeys-for-accounts.ts'
import { mailboxForAccounts } from './mailbox-for-accounts.ts'
import {
  address,
  assertion,
  browser,
  browserSecret,
  challenge,
  enrolment,
  locale,
  once,
  quick,
  session,
  sessions,
  signedIn,
} from './parts.ts'

/** Says that a browser once proved a mailbox; opaque. */
const known = bytes({ max: 20 })

/** What the accounts pages may ask of the vault. */
export const vaultForAccounts = {
  /**
   * Sends a code to the address, known or not; the work done is the same. `known` is what this
   * browser last got by `answerCode`. Refuses: too-many-tries.
   */
  startSignIn: call({
    in: object({
      address,
      browserSecret,
      locale,
      source: text({ max: 64 }),
      known: nullable(known),
    }),
    out: object({ attempt: id }),
    ...once,
  }),
  /** Refuses: wrong-code, code-expired, too-many-tries. An unknown mailbox becomes a member; guest orders of a proven mailbox join. */
  answerCode: call({
    in: object({ attempt: id, browserSecret, code: text({ max: 32 }), browser }),
    out: object({ session, member: id, known }),
    ...once,
  }),
  signInChallenge: call({ in: nothing, out: challenge, ...once }),
  /** Refuses: passkey-needed (unknown key or wrong signature). */
  signInByPasskey: call({ in: object({ assertion, browser }), out: signedIn, ...once }),
  confirmChallenge: call({ in: object({ session }), out: challenge, ...once }),
  /** The session is fresh again, and one opened by a passkey. Refuses: passkey-needed. */
  confirmByPasskey: call({ in: object({ session, assertion }), out: nothing, ...once }),
  /** Sends a code to whoever is signed in. Refuses: too-many-tries. */
  startConfirm: call({
    in: object({ session, browserSecret, locale, source: text({ max: 64 }) }),
    out: object({ attempt: id }),
    ...once,
  }),
  /** The session is fresh again. Refuses as answerCode. */
  answerConfirm: call({
    in: object({ session, attempt: id, browserSecret, code: text({ max: 32 }) }),
    out: nothing,
    ...once,
  }),
  /** Refuses: sign-in-again, as enrolPasskey, removePasskey and erase do. */
  enrolChallenge: call({ in: object({ session }), out: challenge, ...once }),
  enrolPasskey: call({ in: object({ session, enrolment, locale }), out: nothing, ...once }),
  myPasskeys: call({
    in: object({ session }),
    out: object({
      passkeys: list(
        object({
          credential: bytes({ max: 1023 }),
          label: text({ max: 80 }),
          enrolledAt: instant,
          usedAt: nullable(instant),
        }),
        { max: 20 },
      ),
    }),
    ...quick,
  }),
  removePasskey: call({
    in: object({ session, credential: bytes({ max: 1023 }), locale }),
    out: nothing,
    ...once,
  }),
  ...lostPasskeysForAccounts,
  ...mailboxForAccounts,
  /** Who is this, and how did they sign in? Refuses: sign-in-needed. */
  sessionOf: call({
    in: object({ session }),
    out: object({
      member: id,
      byPasskey: flag,
      /** Until then the account itself may be changed without signing in again. */
      freshUntil: instant,
      expiresAt: instant,
    }),
    ...quick,
  }),
  mySessions: call({ in: object({ session }), out: sessions, ...quick }),
  revokeSession: call({ in: object({ session, id }), out: nothing, ...once }),
  /** All but this one and what came from it. */
  revokeOtherSessions: call({ in: object({ session }), out: nothing, ...once }),
  signOut: call({ in: object({ session }), out: nothing, ...once }),
  /** A one-use 60 s code bound to audience and state: the base64url SHA-256 of the nonce that the audience keeps. */
  mintCode: call({
    in: object({
      session: nullable(session),
      order: nullable(id),
      orderAccess: nullable(bytes({ max: 32 })),
      audience: oneOf('storefront'),
      state: text({ min: 43, max: 43 }),
    }),
    out: object({ code: text({ max: 64 }) }),
    ...once,
  }),

  /** Record, binding and log entry in one flush; a member by session, a guest by address. Asked twice: the same answer with a fresh pass. Refuses: bad-input, sign-in-needed. */
  bindOrder: call({
    in: object({
      order: id,
      session: nullable(session),
      address: nullable(address),
      receiptName: text({ max: 100 }),
      locale,
    }),
    out: object({ payTicket: bytes({ max: 32 }) }),
    timeoutMillis: 5_000,
    idempotent: true,
  }),
  /**
   * Sends a code to whoever the order is bound to; says nothing about whether it is bound, nor
   * whether its mailbox has had enough of them. `known` as in startSignIn.
   */
  startOrderAccess: call({
    in: object({
      order: id,
      browserSecret,
      locale,
      source: text({ max: 64 }),
      known: nullable(known),
    }),
    out: object({ attempt: id }),
    ...once,
  }),
  /** Gives proof for `mintCode` and for `receiptOf`. Refuses as answerCode. */
  answerOrderAccess: call({
    in: object({ attempt: id, browserSecret, code: text({ max: 32 }) }),
    out: object({ order: id, orderAccess: bytes({ max: 32 }) }),
    ...once,
  }),
  /** Refuses: not-yours. */
  receiptOf: call({
    in: object({
      order: id,
      session: nullable(session),
      orderAccess: nullable(bytes({ max: 32 })),
    }),
    out: object({ name: text({ max: 100 }), address }),
    ...quick,
  }),
  setReceiptName: call({
    in: object({
      order: id,
      session: nullable(session),
      orderAccess: nullable(bytes({ max: 32 })),
      name: text({ max: 100 }),
    }),
    out: nothing,
    ...once,
  }),
  myOrders: call({
    in: object({ session, limit: integer({ min: 1, max: 10_000 }) }),
    out: object({ orders: list(id, { max: 10_000 }) }),
    ...quick,
  }),

  ...ownDataCalls,
  ...holdCallsForAccounts,

  actChallenge: call({
    in: object({ session, act: bytes({ max: 32 }) }),
    out: challenge,
    ...once,
  }),
  ...bookCalls,
  ...disclosureCalls,
  ...messageCalls,
  ...parcelCalls,
  ...payoutAccountCalls,
}
