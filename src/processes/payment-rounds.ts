import { type Repeated, repeat } from '#lib/repeat.ts'
import { tellVault } from '#market/outbox/jobs.ts'
import type { PaymentNeeds } from '#market/payments/types.ts'
import { reconcile } from '#market/reconciliation/jobs.ts'
import { sweepRefunds } from '#market/refunds/jobs.ts'
import { releaseOverdue, sweepIntents } from '#market/sweeps/jobs.ts'
import { workDue } from '#market/sweeps/queries.ts'

const reconcileMillis = 5 * 60_000
/** The vault hears of a lone payment at once, of a crowd together; a mail can wait that long. */
const tellPaceMillis = 50

type Timing = { everyMillis?: number; paceMillis?: number }

export interface PaymentRounds {
  wake: PaymentNeeds['wake']
  /** Begins no more rounds, and resolves when those under way are over. */
  stop(): Promise<void>
}

/**
 * What payments does by itself. One cheap statement every few seconds says whether anything is to
 * be done; a payment or refund that was just booked wakes its round at once, in this process.
 */
export function startRounds(
  needs: Omit<PaymentNeeds, 'wake'>,
  { sweepMillis }: { sweepMillis: number },
): PaymentRounds {
  const rounds: Record<string, Repeated> = {}
  const wake: PaymentNeeds['wake'] = (what) => rounds[what]?.wake()
  const whole: PaymentNeeds = { ...needs, wake }
  const begin = (name: string, work: () => Promise<boolean>, when: Timing = {}) => {
    const onError = (error: unknown) => needs.log.error('round-failed', { round: name, error })
    rounds[name] = repeat({ work, everyMillis: undefined, ...when, onError })
  }
  begin('outbox', () => tellVault(whole), { paceMillis: tellPaceMillis })
  begin('refunds', () => sweepRefunds(whole))
  begin('sweep', () => sweep(whole), { everyMillis: sweepMillis })
  begin('reconciliation', () => reconcileAll(whole), { everyMillis: reconcileMillis })
  return {
    wake,
    async stop() {
      await Promise.all(Object.values(rounds).map((each) => each.stop()))
    },
  }
}

async function sweep(needs: PaymentNeeds): Promise<boolean> {
  const due = await workDue(needs.pool, needs.clock())
  if (due.outbox) needs.wake('outbox')
  if (due.refunds) needs.wake('refunds')
  const moreIntents = due.intents && (await sweepIntents(needs))
  const moreOrders = due.orders && (await releaseOverdue(needs))
  return moreIntents || moreOrders
}

async function reconcileAll(needs: PaymentNeeds): Promise<boolean> {
  let isMore = false
  for (const provider of needs.providers.all) {
    if (await reconcile(needs, provider)) isMore = true
  }
  return isMore
}
