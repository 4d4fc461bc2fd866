import { call } from '#lib/call/call.ts'
import { id, instant, list, nothing, nullable, object } from '#lib/shapes.ts'
import { assertion, locale, once, quick, session } from '#trust/vault/calls/parts.ts'
import { kinds } from '#trust/vault/kinds.ts'

const account = kinds['payout-account'].shape
const taxNumber = kinds['tax-number'].fields.number

/** Where a seller is paid; the seller is whoever published the shop's legal statement. */
export const payoutAccountCalls = {
  /** Refuses: not-yours (also while nothing is published for the shop). */
  myPayoutAccount: call({
    in: object({ session, seller: id }),
    out: object({
      account: nullable(account),
      taxNumber: nullable(taxNumber),
      /** A changed account, and from when money goes there. */
      next: nullable(object({ account, from: instant })),
    }),
    ...quick,
  }),
  /**
   * `act` in the assertion's challenge must be the hash of exactly this account. The first is in
   * force at once, a change after 7 days; the owner is written to. Refuses: bad-input by field,
   * not-yours, passkey-needed.
   */
  setPayoutAccount: call({
    in: object({ session, seller: id, account, taxNumber: nullable(taxNumber), locale, assertion }),
    out: object({ from: instant }),
    ...once,
  }),
  /** Takes a change back that waits; nothing happens where none does. Refuses: not-yours. */
  cancelPayoutChange: call({ in: object({ session, seller: id }), out: nothing, ...once }),
}

/** What payments may ask: where to send money that is owed. */
export const payoutAccountCallsForPayments = {
  /**
   * No account where none is set, and none until `heldUntil` while a change waits. Each opening is
   * about the payout.
   */
  payoutAccounts: call({
    in: object({ payout: id, sellers: list(id, { max: 100 }) }),
    out: object({
      accounts: list(
        object({ seller: id, account: nullable(account), heldUntil: nullable(instant) }),
        { max: 100 },
      ),
    }),
    timeoutMillis: 10_000,
    idempotent: false,
  }),
}
