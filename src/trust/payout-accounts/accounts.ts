import type { Handlers } from '#lib/call/call.ts'
import { shopOwner } from '#trust/disclosures/owner.ts'
import { actHash } from '#trust/identity/acts.ts'
import { type Assertion, appendProven, proofOf } from '#trust/identity/passkeys.ts'
import { letterId, letterRow } from '#trust/letters/outbox.ts'
import type { Core } from '#trust/vault/core.ts'
import { open } from '#trust/vault/openings.ts'
import { dropping, newRecord, recordColumns, type SealedRecord } from '#trust/vault/records.ts'
import type { Row } from '#trust/vault/writes.ts'
import type { payoutAccountCalls, payoutAccountCallsForPayments } from './calls.ts'
import { checkedAccount, checkedTaxNumber, type PayoutAccount } from './checks.ts'

/** Between the notice and the first money to a changed account. */
const waitingMillis = 7 * 86_400_000

interface Standing {
  seller: string
  subject: string
  /** The account in force, the tax number, and the account that waits. */
  account: string
  tax: string | null
  next: string | null
  from: Date | null
}

const accountsOfSellers = {
  name: 'accounts-of-sellers',
  text: `select seller_id as seller, subject_id as subject, tax_id as tax,
      case when next_from <= $2 then next_id else record_id end as account,
      case when next_from > $2 then next_id end as next,
      case when next_from > $2 then next_from end as "from"
    from payout_accounts where seller_id = any($1::uuid[])`,
}

const recordsById = {
  name: 'records-by-id',
  text: `select ${recordColumns} from records r where r.id = any($1::uuid[]) limit 300`,
}

export function payoutAccountHandlers(core: Core): Handlers<typeof payoutAccountCalls> {
  return {
    myPayoutAccount: (want) => myPayoutAccount(core, want),
    setPayoutAccount: (want) => setPayoutAccount(core, want),
    cancelPayoutChange: (want) => cancelPayoutChange(core, want),
  }
}

export function payoutAccountHandlersForPayments(
  core: Core,
): Handlers<typeof payoutAccountCallsForPayments> {
  return { payoutAccounts: (want) => payoutAccounts(core, want) }
}

async function standingOf(core: Core, sellers: string[]): Promise<Map<string, Standing>> {
  const rows = await core.db.rows<Standing>(accountsOfSellers, [sellers, core.clock()])
  return new Map(rows.map((row) => [row.seller, row]))
}

type Mine = { session: Buffer; seller: string }

async function myPayoutAccount(core: Core, want: Mine) {
  const purpose = 'my-payout-account'
  const subject = await shopOwner(core, want, purpose)
  const standing = (await standingOf(core, [want.seller])).get(want.seller)
  if (!standing) return { account: null, taxNumber: null, next: null }
  const { account, tax, next, from } = standing
  const ids = [account, tax, next].filter((id) => id !== null)
  const blobs = await core.db.rows<SealedRecord>(recordsById, [ids])
  const opened = await open(core, { purpose, subject, about: want.seller, blobs })
  const waiting = next === null ? undefined : opened.by('payout-account', next)
  return {
    account: opened.by('payout-account', account) ?? null,
    taxNumber: opened.one('tax-number')?.number ?? null,
    next: waiting && from ? { account: waiting, from: from.getTime() } : null,
  }
}

interface AccountToSet extends Mine {
  account: PayoutAccount
  taxNumber: string | null
  locale: 'ja' | 'en'
  assertion: Assertion
}

async function setPayoutAccount(core: Core, want: AccountToSet): Promise<{ from: number }> {
  const { seller, locale } = want
  const account = checkedAccount(want.account)
  const taxNumber = checkedTaxNumber(want.taxNumber)
  const subject = await shopOwner(core, want, 'my-payout-account')
  const { account: asSigned, taxNumber: taxAsSigned } = want
  const act = actHash({
    kind: 'set-payout-account',
    seller,
    account: asSigned,
    taxNumber: taxAsSigned,
  })
  const ask = { purpose: 'act', site: 'accounts', subject, act } as const
  const { proven } = await proofOf(core, ask, want.assertion)
  return core.turns.run(seller, async () => {
    const before = (await standingOf(core, [seller])).get(seller)
    const { from, writes } = changeTo(core, { seller, subject, account, taxNumber, locale, before })
    const entry = { principal: 'accounts', kind: 'payout-account', subject, about: seller } as const
    await appendProven(core, proven, {
      writes,
      entries: [{ ...entry, purpose: 'payout-account-set', act }],
    })
    return { from: from.getTime() }
  })
}

interface Changing {
  seller: string
  subject: string
  account: PayoutAccount
  taxNumber: string | null
  locale: 'ja' | 'en'
  before: Standing | undefined
}

/** The first account is in force at once; another waits, and the one before goes on that day. */
function changeTo(core: Core, want: Changing) {
  const { seller, subject, account, taxNumber, locale, before } = want
  const now = core.clock()
  const from = before ? new Date(now.getTime() + waitingMillis) : now
  const kept = { subject, about: seller }
  const record = newRecord(core, { kind: 'payout-account', ...kept, value: account })
  const value = taxNumber === null ? null : { number: taxNumber }
  const tax = value && newRecord(core, { kind: 'tax-number', ...kept, value })
  const letter = letterRow(core, {
    id: letterId('payout-account-changed', record.id),
    template: 'payout-account-changed',
    locale,
    subject,
    facts: { at: now.getTime(), from: from.getTime() },
  })
  const row: Row = {
    seller_id: seller,
    subject_id: subject,
    record_id: before?.account ?? record.id,
    tax_id: tax?.id ?? null,
    next_id: before ? record.id : null,
    next_from: before ? from.toISOString() : null,
    changed_at: now.toISOString(),
  }
  const replaced = [before?.tax, before?.next].filter((id) => typeof id === 'string')
  const writes = {
    ...dropping(replaced, now, 'replaced'),
    keepRecords: before ? [{ id: before.account, keep_until: from.toISOString(), need: null }] : [],
    records: tax ? [record, tax] : [record],
    payoutAccounts: [row],
    letters: [letter],
  }
  return { from, writes }
}

async function cancelPayoutChange(core: Core, want: Mine): Promise<void> {
  const { seller } = want
  const subject = await shopOwner(core, want, 'my-payout-account')
  await core.turns.run(seller, async () => {
    const before = (await standingOf(core, [seller])).get(seller)
    if (!before?.next) return
    const now = core.clock()
    const row: Row = {
      seller_id: seller,
      subject_id: subject,
      record_id: before.account,
      tax_id: before.tax,
      next_id: null,
      next_from: null,
      changed_at: now.toISOString(),
    }
    const entry = { principal: 'accounts', kind: 'payout-account', subject, about: seller } as const
    await core.append({
      writes: {
        ...dropping([before.next], now, 'removed'),
        keepRecords: [{ id: before.account, keep_until: null, need: null }],
        payoutAccounts: [row],
      },
      entries: [{ ...entry, purpose: 'payout-change-cancelled' }],
    })
  })
}

/** While a change waits nobody is paid: not to the new account, nor to one that may be closed. */
async function payoutAccounts(core: Core, want: { payout: string; sellers: string[] }) {
  const standings = await standingOf(core, want.sellers)
  const ready = [...standings.values()].filter(({ next }) => next === null)
  const ids = ready.map(({ account }) => account)
  const blobs = await core.db.rows<SealedRecord>(recordsById, [ids])
  const opened = await Promise.all(
    blobs.map(async (blob) => {
      const { subject_id: subject } = blob
      const wish = { purpose: 'payout', subject, about: want.payout, blobs: [blob] } as const
      return [blob.id, (await open(core, wish)).one('payout-account') ?? null] as const
    }),
  )
  const accounts = new Map(opened)
  return {
    accounts: want.sellers.map((seller) => {
      const standing = standings.get(seller)
      const account = standing && !standing.next ? (accounts.get(standing.account) ?? null) : null
      return { seller, account, heldUntil: standing?.from?.getTime() ?? null }
    }),
  }
}
