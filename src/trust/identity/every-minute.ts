import type { Core } from '#trust/vault/core.ts'
import { takeDueAddressChanges } from './address-change.ts'

const pauseMillis = 60_000

/** Takes address changes whose wait is over, once a minute; a failed round is tried again. */
export function changeEveryMinute(core: Core, onFault: (error: unknown) => void): () => void {
  const timer = setInterval(() => {
    takeDueAddressChanges(core).catch(onFault)
  }, pauseMillis)
  return () => clearInterval(timer)
}
