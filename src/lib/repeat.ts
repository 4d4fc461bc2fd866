import { setTimeout as wait } from 'node:timers/promises'

/** Work that is done again and again, one round at a time. */
export interface Repeated {
  /** Does a round soon; during a round, one more after it. */
  wake(): void
  /** Begins no more rounds, and resolves when the present one is over. */
  stop(): Promise<void>
}

export interface Repetition {
  work: () => Promise<boolean>
  /** Pause between rounds that nobody asked for; undefined for none of those. */
  everyMillis: number | undefined
  /** A round begins this long after the one before it, so that what comes in a crowd shares it. */
  paceMillis?: number
  onError: (error: unknown) => void
}

/**
 * Does the work at once, then every so often and whenever woken. A round that gives true has left
 * something over and is followed by another. An error ends its round only.
 */
export function repeat(options: Repetition): Repeated {
  let underWay: Promise<void> | undefined
  let isWanted = false
  let isStopped = false
  let timer: NodeJS.Timeout | undefined
  let nextBegin = 0

  async function rounds(): Promise<void> {
    while (isWanted && !isStopped) {
      if (nextBegin > performance.now()) await wait(nextBegin - performance.now())
      nextBegin = performance.now() + (options.paceMillis ?? 0)
      isWanted = false
      try {
        if (await options.work()) {
          isWanted = true
          nextBegin = 0
        }
      } catch (error) {
        options.onError(error)
      }
    }
    underWay = undefined
    if (options.everyMillis !== undefined && !isStopped) {
      timer = setTimeout(wake, options.everyMillis)
    }
  }

  function wake(): void {
    if (isStopped) return
    isWanted = true
    clearTimeout(timer)
    underWay ??= rounds()
  }

  wake()
  return {
    wake,
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await underWay
    },
  }
}
