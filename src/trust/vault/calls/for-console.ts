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
  text,
} from '#lib/shapes.ts'
import { mostInList } from '#trust/affected/client.ts'
import { holdCallsForConsole } from '#trust/holds/calls.ts'
import { reportCallsForConsole } from '#trust/messages/calls.ts'
import { clockCallsForConsole } from '#trust/reckoning/calls.ts'
import {
  address,
  assertion,
  browser,
  challenge,
  enrolment,
  link,
  locale,
  once,
  opening,
  quick,
  session,
  sessions,
  slow,
} from './parts.ts'

/** Ten recovery codes, shown once. */
const codes = list(text({ max: 40 }), { max: 10 })
const enrolledOperator = object({ session, operator: id, codes })

/** What the console may ask: its operator, and who opened what. */
export const vaultForConsole = {
  /** The one-time link of the first start, and of later invitations. Refuses: ticket-unknown, ticket-expired, ticket-used. */
  operatorEnrolChallenge: call({
    in: object({ link: bytes({ max: 32 }) }),
    out: challenge,
    ...once,
  }),
  enrolOperator: call({
    in: object({
      link: bytes({ max: 32 }),
      name: text({ min: 1, max: 80 }),
      address,
      enrolment,
      browser,
    }),
    out: enrolledOperator,
    ...once,
  }),
  /** By the link that a recovery code gave: a new passkey, and the ones before it go. */
  enrolAgain: call({ in: object({ link, enrolment, browser }), out: enrolledOperator, ...once }),
  /** Ends every session of its operator, and tells all. Refuses: wrong-code, too-many-tries. */
  useRecoveryCode: call({
    in: object({ code: text({ max: 40 }), source: text({ max: 64 }) }),
    out: object({ link }),
    ...once,
  }),
  /** `act`: the hash of new-recovery-codes. */
  replaceRecoveryCodes: call({
    in: object({ session, requestId: id, assertion }),
    out: object({ codes }),
    ...once,
  }),
  /** Mails a link. `act`: the hash of invite-operator. Refuses: bad-input, passkey-needed. */
  inviteOperator: call({
    in: object({ session, address, locale, assertion }),
    out: nothing,
    ...once,
  }),
  /** Refuses: passkey-needed, not-found, not-allowed for the last one. */
  removeOperator: call({
    in: object({ session, operator: id, assertion }),
    out: nothing,
    ...once,
  }),
  operators: call({
    in: object({ session }),
    out: object({
      operators: list(
        object({
          operator: id,
          name: text({ max: 80 }),
          isMe: flag,
          enrolledAt: instant,
          usedAt: nullable(instant),
          passkeys: integer({ min: 0, max: 1_000 }),
          codes: integer({ min: 0, max: 1_000 }),
        }),
        { max: 100 },
      ),
    }),
    ...quick,
  }),
  operatorChallenge: call({ in: nothing, out: challenge, ...once }),
  operatorSignIn: call({
    in: object({ assertion, browser }),
    out: object({ session, operator: id }),
    ...once,
  }),
  operatorOf: call({
    in: object({ session }),
    out: object({ operator: id, signedInAt: instant, expiresAt: instant }),
    ...quick,
  }),
  operatorSessions: call({ in: object({ session }), out: sessions, ...quick }),
  revokeOperatorSession: call({ in: object({ session, id }), out: nothing, ...once }),
  revokeOtherOperatorSessions: call({ in: object({ session }), out: nothing, ...once }),
  operatorSignOut: call({ in: object({ session }), out: nothing, ...once }),
  /** The challenge is bound to the act's hash: the assertion is good for that act alone. */
  operatorActChallenge: call({
    in: object({ session, act: bytes({ max: 32 }) }),
    out: challenge,
    ...once,
  }),
  /** For acts of the console itself (take-downs). Refuses: passkey-needed. */
  verifyOperatorAct: call({
    in: object({ session, act: bytes({ max: 32 }), kind: text({ max: 40 }), assertion }),
    out: object({ operator: id }),
    ...once,
  }),
  ...holdCallsForConsole,
  ...reportCallsForConsole,
  ...clockCallsForConsole,
  openings: call({
    in: object({
      session,
      before: nullable(integer({ min: 0, max: Number.MAX_SAFE_INTEGER })),
      limit: integer({ min: 1, max: 200 }),
    }),
    out: object({ openings: list(opening, { max: 200 }) }),
    ...quick,
  }),
  /** The newest first; `matter` is a purpose or a kind of record, never a person. */
  alarms: call({
    in: object({ session, limit: integer({ min: 1, max: 100 }) }),
    out: object({
      alarms: list(
        object({ id, kind: text({ max: 40 }), at: instant, matter: nullable(text({ max: 60 })) }),
        { max: 100 },
      ),
    }),
    ...quick,
  }),
  /** What processes opened in a window of time, and of how many people. */
  openingsWithin: call({
    in: object({
      session,
      principals: list(text({ max: 40 }), { max: 10 }),
      from: instant,
      to: instant,
    }),
    out: object({
      people: integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
      openings: list(
        object({
          principal: text({ max: 40 }),
          purpose: text({ max: 60 }),
          kind: text({ max: 40 }),
          count: integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
          people: integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
        }),
        { max: 500 },
      ),
    }),
    ...slow,
  }),
  /** One passkey for many lists (trust/affected), a pass for each. Refuses: passkey-needed. */
  confirmRecipients: call({
    in: object({
      session,
      requestId: id,
      reason: text({ min: 1, max: 500 }),
      lists: list(bytes({ max: 32 }), { max: 2_000 }),
      assertion,
    }),
    out: object({ passes: list(bytes({ max: 32 }), { max: 2_000 }) }),
    ...once,
  }),
  /**
   * The addresses of exactly the list its pass was given for; logged one by one.
   * Refuses: not-allowed, ticket-expired, over-quota.
   */
  openRecipients: call({
    in: object({ session, people: list(id, { max: mostInList }), pass: bytes({ max: 32 }) }),
    out: object({ recipients: list(object({ person: id, address }), { max: mostInList }) }),
    ...slow,
  }),
}
