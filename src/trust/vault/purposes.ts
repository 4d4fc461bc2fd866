/**
 * Why a record was opened. Each is one call; how many an hour a process may make is its quota,
 * of which one person's records take a small part only, so that nobody uses it up for the rest.
 */
export const openings = {
  /** One letter with its address, to the mailer. */
  letter: { principal: 'mailer', perHour: 500_000, perPerson: null },
  /** Name and address on the receipt of an order, to its buyer. */
  receipt: { principal: 'accounts', perHour: 20_000, perPerson: 120 },
  /** A member's own address, on their account page and at the checkout. */
  'my-contact': { principal: 'accounts', perHour: 20_000, perPerson: 120 },
  /**
   * Everything about a member, to that member. As often as their address: who may ask for one
   * may ask for the other, and a few thousand members who look must not lock out the next.
   */
  'my-records': { principal: 'accounts', perHour: 20_000, perPerson: 120 },
  /** The names a person gave their passkeys. */
  'my-passkeys': { principal: 'accounts', perHour: 20_000, perPerson: 120 },
  /** The addresses a member keeps, and the birthdays of their children. */
  'my-book': { principal: 'accounts', perHour: 20_000, perPerson: 120 },
  /** Where one parcel goes: paid, not shipped, to its seller by passkey. */
  label: { principal: 'accounts', perHour: 3_000, perPerson: 30 },
  /** Where an order's parcels go and how they were sent, to its buyer. */
  parcel: { principal: 'accounts', perHour: 20_000, perPerson: 120 },
  /** What buyer and seller of an order wrote, to the two of them. */
  message: { principal: 'accounts', perHour: 20_000, perPerson: 240 },
  /** One message that was reported, while the report is open, to an operator by passkey. */
  'reported-message': { principal: 'console', perHour: 300, perPerson: 12 },
  /** A seller's own bank account, on their account page. */
  'my-payout-account': { principal: 'accounts', perHour: 3_000, perPerson: 60 },
  /** A seller's bank account, for one payout to it. */
  payout: { principal: 'payments', perHour: 3_000, perPerson: 24 },
  /** Addresses of a list of people that an operator confirmed by passkey, to tell them. */
  recipients: { principal: 'console', perHour: 600_000, perPerson: 12 },
  /** Names of the operators, to one of them: counted for each named, limited for who asks. */
  operators: { principal: 'console', perHour: 20_000, perPerson: 120 },
  /** A published seller's statement, rendered once per change. */
  disclosure: { principal: 'accounts', perHour: 20_000, perPerson: 120 },
  /** A proven mailbox becomes a member's, after its wait. */
  'address-changed': { principal: 'vault', perHour: 3_000, perPerson: 30 },
  /** A mail code proves a mailbox: the address in the attempt becomes a member's. */
  'mailbox-proven': { principal: 'accounts', perHour: 20_000, perPerson: null },
} as const

export type OpeningName = keyof typeof openings

/** What else the log tells of. */
export const facts = [
  'vault-started',
  'still-here',
  'ring-turned',
  'ring-version-stolen',
  'ring-version-emptied',
  'ring-version-destroyed',
  'ring-begun-anew',
  'order-bound',
  'order-paid',
  'order-refunded',
  'code-asked',
  'signed-in',
  'signed-in-again',
  'session-ended',
  'other-sessions-ended',
  'member-made',
  'guest-joined',
  'order-access-given',
  'receipt-named',
  'address-change-proven',
  'address-change-stopped',
  'address-taken',
  'passkey-enrolled',
  'passkey-removed',
  'passkey-refused',
  'passkeys-lost',
  'passkey-loss-stopped',
  'passkeys-let-go',
  'operator-link-made',
  'operator-enrolled',
  'operator-removed',
  'recovery-codes-made',
  'recovery-code-used',
  'act-verified',
  'disclosure-published',
  'record-kept',
  'record-removed',
  'recipient-named',
  'parcel-shipped',
  'message-written',
  'message-reported',
  'report-closed',
  'payout-account-set',
  'payout-change-cancelled',
  'erased',
  'forgotten-by-rule',
  'forgotten-again',
  'ledger-told',
  'ledger-begun-anew',
  'retention-run',
  'clock-doubted',
  'clock-believed',
  'clock-confirmed',
  'hold-set',
  'hold-lifted',
  'backup-made',
  'backup-pruned',
  'restored',
  'letter-failed',
  'letter-set-aside',
  'letter-left-out',
  'alarm-left-out',
  'alarm-raised',
  'over-quota',
  'without-fact',
  'person-over-quota',
  'session-refused',
  'seal-broken',
] as const

export type PurposeName = OpeningName | (typeof facts)[number]
export const openingNames = Object.keys(openings) as OpeningName[]
