export type StopSignals = {
  /** Settles when somebody wants an end. */
  asked: Promise<undefined>
  nextOneEnds: () => void
}

/** Ctrl-C, SIGTERM, a closed terminal, or the death of the program that started this one. */
export function stopSignals(): StopSignals {
  let isImpatient = false
  const asked = new Promise<undefined>((resolve) => {
    const ask = () => {
      if (isImpatient) process.exit(1)
      resolve(undefined)
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask)
    if (process.send) {
      process.on('disconnect', () => resolve(undefined))
      process.channel?.unref()
    }
  })
  return {
    asked,
    nextOneEnds: () => {
      isImpatient = true
    },
  }
}
