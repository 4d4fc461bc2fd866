import { Refusal } from '#lib/refusal.ts'
import type { PaymentNeeds } from '#market/payments/types.ts'

type Vault = PaymentNeeds['vault']
type Told = Parameters<Vault['ordersPaid']>[0]['orders'][number]
type ToldRefund = Parameters<Vault['ordersRefunded']>[0]['refunds'][number]

/**
 * What payments asks of the vault, without the vault: who it believes is said by the test. The
 * real one is met in test/processes and in the journeys.
 */
export interface VaultStandIn extends Vault {
  /** Passes by their text, with the order each is good for. */
  passes: Map<string, string>
  /** By order and by refund, as the vault keeps them: told twice is once. */
  paid: Map<string, Told>
  refunded: Map<string, ToldRefund>
  /** How many times it was told something. */
  timesTold: number
  /** True while it does not answer. */
  isAway: boolean
  /** An order it fails at, whatever else is told with it. */
  indigestible: string | undefined
  operator: string
  /** The acts it was asked to believe. */
  acts: Buffer[]
  /** True when the passkey does not fit. */
  isDoubting: boolean
}

export function vaultStandIn(operator: string): VaultStandIn {
  const vault: VaultStandIn = {
    passes: new Map(),
    paid: new Map(),
    refunded: new Map(),
    timesTold: 0,
    isAway: false,
    indigestible: undefined,
    operator,
    acts: [],
    isDoubting: false,
    async orderOfTicket({ ticket }) {
      present(vault)
      const order = vault.passes.get(ticket.toString('base64url'))
      if (!order) throw new Refusal('ticket-unknown')
      return { order }
    },
    async ordersPaid({ orders }) {
      present(vault)
      if (orders.some((each) => each.order === vault.indigestible)) throw new Error('a bug')
      vault.timesTold += 1
      for (const each of orders) vault.paid.set(each.order, each)
    },
    async ordersRefunded({ refunds }) {
      present(vault)
      vault.timesTold += 1
      for (const each of refunds) {
        if (!vault.paid.has(each.order)) throw new Error('a refund before its payment')
        vault.refunded.set(each.refund, each)
      }
    },
    async verifyAct({ act }) {
      present(vault)
      if (vault.isDoubting) throw new Refusal('passkey-needed')
      vault.acts.push(act)
      return { operator: vault.operator }
    },
  }
  return vault
}

function present(vault: VaultStandIn): void {
  if (vault.isAway) throw new Refusal('unavailable')
}
