/** Work that is done again and again, one round at a time. */
export interface Repeated {
  /** Does a round soon; during a round, one more after it. */
  wake(): void
  /** Begins no more rounds, and resolves when the present one is over. */
  stop(): Promise<void>
}

/**
 * Does the work at once, then every so often and whenever woken. A round that gives true has left
 * something over and is followed by another. An error ends its round only.
 */
export function repeat(options: {
  work: () => Promise<boolean>
  /** Pause between rounds that nobody asked for; undefined for none of those. */
  everyMillis: number | undefined
  onError: (error: unknown) => void
}): Repeated {
  let underWay: Promise<void> | undefined
  let isWanted = false
  let isStopped = false
  let timer: NodeJS.Timeout | undefined

  async function rounds(): Promise<void> {
    while (isWanted && !isStopped) {
      isWanted = false
      try {
        if (await options.work()) isWanted = true
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
