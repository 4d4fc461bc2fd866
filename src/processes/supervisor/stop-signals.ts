export type StopSignals = {
  /** Settles when somebody wants an end. */
  asked: Promise<undefined>
  nextOneEnds: () => void
}

const echoMillis = 1_000

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
    // A Ctrl-C reaches everybody in the terminal, and again what each of them passes on.
    nextOneEnds: () => {
      setTimeout(() => {
        isImpatient = true
      }, echoMillis).unref()
    },
  }
}
