/** Work that becomes due at a moment, a bounded number of it at the same time. */
export interface DueWork<T> {
  /** Does it after this many milliseconds; named again before then, only the new moment counts. */
  after(millis: number, name: string, item: T): void
  stop(): void
}

/** `work` must not throw: what fails is put off by calling `after` again. */
export function dueWork<T>(mostAtOnce: number, work: (item: T) => Promise<void>): DueWork<T> {
  const ready: T[] = []
  const timers = new Map<string, NodeJS.Timeout>()
  let running = 0
  let stopped = false

  function pump(): void {
    while (running < mostAtOnce && ready.length > 0) {
      running += 1
      void work(ready.shift()!).finally(() => {
        running -= 1
        pump()
      })
    }
  }

  return {
    after(millis, name, item) {
      if (stopped) return
      clearTimeout(timers.get(name))
      const timer = setTimeout(() => {
        timers.delete(name)
        ready.push(item)
        pump()
      }, millis)
      timers.set(name, timer)
    },
    stop() {
      stopped = true
      ready.length = 0
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
}
