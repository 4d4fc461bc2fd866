import type { Handlers } from '#lib/call/call.ts'
import { actHash } from '#trust/identity/acts.ts'
import { verifyOperatorAct } from '#trust/identity/operators.ts'
import type { Core } from '#trust/vault/core.ts'
import { sessionOf } from '#trust/vault/sessions.ts'
import type { clockCallsForConsole } from './calls.ts'
import type { ClockGuard } from './clock-guard.ts'

/** What an operator sees of the clock, and says of it with a passkey over exactly the date. */
export function clockForConsole(
  core: Core,
  guard: ClockGuard,
): Handlers<typeof clockCallsForConsole> {
  return {
    clockStanding: async ({ session }) => {
      await sessionOf(core, 'console', session)
      return guard.standing()
    },
    confirmClock: async ({ session, date, assertion }) => {
      const act = actHash({ kind: 'confirm-clock', date })
      await verifyOperatorAct(core, { session, act, kind: 'confirm-clock', assertion })
      await guard.confirm(date, { principal: 'console', act })
    },
  }
}
