/** What must be undone at the end, in reverse. */
export type Closers = {
  /** Remembers one; when the end has already come, undoes it at once and throws. */
  add: (close: () => unknown) => Promise<void>
  closeAll: () => Promise<void>
}

export function closersInReverse(): Closers {
  const open: (() => unknown)[] = []
  let isClosing = false
  return {
    add: async (close) => {
      if (isClosing) {
        await close()
        throw new Error('stopped while starting')
      }
      open.push(close)
    },
    closeAll: async () => {
      isClosing = true
      for (let close = open.pop(); close; close = open.pop()) await close()
    },
  }
}
