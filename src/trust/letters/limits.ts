import type { Limit } from '#lib/rates.ts'
import type { TemplateName } from './templates.ts'

const hourMillis = 3_600_000
const dayMillis = 24 * hourMillis
const inAnHour = (most: number): Limit => ({ most, perMillis: hourMillis })
const inADay = (most: number): Limit => ({ most, perMillis: dayMillis })

/**
 * How many letters of each sort somebody may cause who has proven nothing. Each sort has its own
 * count, so that whoever uses one up keeps no letter of another sort from anybody.
 */
export const limits = {
  /** For a mailbox: codes that are asked for by its address. */
  'asked-code': [inAnHour(20), inADay(60)],
  /** For a mailbox: codes that are asked for by an order. */
  'order-code': [inAnHour(10), inADay(30)],
  /** For a mailbox: codes that its own browsers ask for, whatever strangers do. */
  'known-browser': [inAnHour(5)],
  /** For a mailbox: confirmations of guests' orders that cost nothing. */
  'free-order': [inADay(10)],
  /** For a mailbox, or a shop: that a message waits about an order that cost nothing. */
  'free-order-message': [inADay(10)],
  /** For a shop: that a message about such an order was reported. */
  'free-order-report': [inADay(10)],
  /** For a person, of each sort: changes of the mailbox, passkeys said to be lost. */
  'own-act': [inADay(5)],
  /** For a person; twice as many as anybody may have. */
  'new-passkey': [inADay(40)],
  /** For each kind of alarm that the monitor raises. */
  alarm: [inAnHour(6), inADay(24)],
} as const satisfies Record<string, readonly Limit[]>

export type LimitName = keyof typeof limits

/** As the page says it: "20 in an hour, 60 in a day". */
function said(name: LimitName): string {
  const spans = limits[name].map(({ most, perMillis }) => {
    return `${most} in ${perMillis === hourMillis ? 'an hour' : 'a day'}`
  })
  return spans.join(', ')
}

/** Who can have a letter sent, how often, and what becomes of more. */
interface Bound {
  by: string
  most: string
  beyond: string
}

const refused = 'refused'
const notSent = 'not sent; nobody who asks can tell'
const owed = 'owed: always sent'

const known = `its own browsers ${said('known-browser')} beside them`
const asked = `${said('asked-code')} for a mailbox, both codes by an address together; ${known}`
const signedIn = 'whoever is signed in'
const proven = `${signedIn} and proved it just now`
const ownAct = (by: string, what: string): Bound => ({
  by,
  most: `${said('own-act')} for a person`,
  beyond: `${what} is refused, so nothing is done untold`,
})
const passkey: Bound = {
  by: proven,
  most: `${said('new-passkey')} are added for a person`,
  beyond: 'adding is refused; removing never is',
}
const paidFor = 'always, about an order that was paid for'
const messages = `one in an hour for an order; about orders that cost nothing ${said('free-order-message')}`
const byOperator: Bound = { by: 'an operator, by passkey', most: 'each time', beyond: owed }

/** Every letter; docs/vault.md prints it. */
export const letterBounds: Record<TemplateName, Bound> = {
  'sign-in-code': { by: 'anybody, by an address', most: asked, beyond: refused },
  'new-address-code': { by: 'a member, by any address', most: asked, beyond: refused },
  'order-access-code': {
    by: 'whoever knows an order, to the mailbox it is bound to',
    most: `${said('order-code')} for a mailbox, ${said('asked-code')} for an order; ${known}`,
    beyond: `by the order: refused; by the mailbox: ${notSent}`,
  },
  'confirm-code': {
    by: signedIn,
    most: `${said('asked-code')} for a person`,
    beyond: refused,
  },
  'order-confirmation': {
    by: 'whoever orders, to any address',
    most: `of guests’ orders that cost nothing ${said('free-order')} for a mailbox`,
    beyond: `${notSent}; of a paid order, or a member’s own, ${owed}`,
  },
  'refund-notice': { by: 'whoever gives money back', most: 'one for a refund', beyond: owed },
  welcome: { by: 'whoever proves a mailbox', most: 'one for a member', beyond: owed },
  'message-waiting': {
    by: 'the seller of an order',
    most: `${messages} for a mailbox`,
    beyond: `not sent; ${paidFor}`,
  },
  'message-for-seller': {
    by: 'the buyer of an order',
    most: `${messages} for a shop`,
    beyond: `not sent, the message stands on the shop’s page; ${paidFor}`,
  },
  'message-reported': {
    by: 'buyer or seller of an order',
    most:
      'one for a conversation and side; about orders that cost nothing ' +
      `${said('free-order-report')} for a shop`,
    beyond: `not sent, the log has each; ${paidFor}`,
  },
  'address-change-notice': ownAct(proven, 'the change'),
  'address-changed': ownAct(proven, 'the change'),
  'passkeys-lost': ownAct(signedIn, 'saying so'),
  'passkeys-let-go': ownAct(signedIn, 'saying so'),
  'passkey-added': passkey,
  'passkey-removed': passkey,
  'payout-account-changed': { by: 'a seller, by passkey', most: 'each time', beyond: owed },
  'operator-invitation': byOperator,
  'operators-changed': byOperator,
  'parcel-sent': {
    by: 'the seller of an order that cost something',
    most: 'one for an order and seller',
    beyond: owed,
  },
  'report-closed': byOperator,
  'report-closed-for-seller': byOperator,
  'clock-doubted': { by: 'the vault', most: 'one for each doubt', beyond: owed },
  alarm: {
    by: 'the vault; the monitor',
    most: `the vault: one in an hour for a matter; the monitor: ${said('alarm')} of each kind`,
    beyond: 'counted in the log, and an alarm that says so',
  },
}
