/** What this process has just heard of intents, for browsers on their way back. */
export interface PaymentNews {
  /** The buyer leaves for the provider. */
  handedOff(intent: string, order: string): void
  /** The provider has told how it ended, and it is booked. */
  booked(intent: string): void
  /**
   * The intent's order once it is booked, at most so long after; undefined when nothing came, or
   * another process knows more.
   */
  orderBooked(intent: string, withinMillis: number): Promise<string | undefined>
}

interface Known {
  order: string
  isBooked: boolean
  tell: Set<() => void>
}

const mostKnown = 10_000

/**
 * News of the last 10,000 hand-offs of this process, in memory alone. Nothing is believed because
 * of it: it saves asking the provider about what the provider is just telling.
 */
export function paymentNews(): PaymentNews {
  const known = new Map<string, Known>()
  return {
    handedOff(intent, order) {
      if (known.has(intent)) return
      known.set(intent, { order, isBooked: false, tell: new Set() })
      if (known.size > mostKnown) known.delete(known.keys().next().value as string)
    },
    booked(intent) {
      const found = known.get(intent)
      if (!found) return
      found.isBooked = true
      for (const tell of found.tell) tell()
    },
    async orderBooked(intent, withinMillis) {
      const found = known.get(intent)
      if (!found) return undefined
      if (!found.isBooked) await told(found, withinMillis)
      return found.isBooked ? found.order : undefined
    },
  }
}

function told({ tell }: Known, withinMillis: number): Promise<void> {
  return new Promise((resolve) => {
    const over = () => {
      clearTimeout(timer)
      tell.delete(over)
      resolve()
    }
    const timer = setTimeout(over, withinMillis)
    tell.add(over)
  })
}
