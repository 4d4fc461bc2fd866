import type { Core } from '#trust/vault/core.ts'
import { takeDueAddressChanges } from './address-change.ts'
import { letGoOfLostPasskeys } from './passkey-loss.ts'

const pauseMillis = 60_000

/** Does what waited long enough, once a minute; a failed round is tried again. */
export function changeEveryMinute(core: Core, onFault: (error: unknown) => void): () => void {
  const timer = setInterval(() => {
    takeDueAddressChanges(core).catch(onFault)
    letGoOfLostPasskeys(core).catch(onFault)
  }, pauseMillis)
  return () => clearInterval(timer)
}
