/** What one check found. */
export interface Result {
  check: string
  ok: boolean
  detail?: string
}

export interface Told {
  step(what: string): void
  result(result: Result): void
  /** The verdict, printed; gives the exit code. */
  end(isJson: boolean): number
}

/** Progress on the error stream, line by line, and the verdict at the end. */
export function telling(): Told {
  const began = performance.now()
  const results: Result[] = []
  const seconds = () => Math.round((performance.now() - began) / 1000)
  return {
    step: (what) => void process.stderr.write(`${String(seconds()).padStart(4)} s  ${what} …\n`),
    result(result) {
      results.push(result)
      const { check, ok, detail } = result
      const mark = ok ? 'ok   ' : 'WRONG'
      process.stderr.write(`        ${mark} ${check}${detail ? ` (${detail})` : ''}\n`)
    },
    end(isJson) {
      const wrong = results.filter(({ ok }) => !ok)
      const isFine = results.length > 0 && wrong.length === 0
      if (isJson) process.stdout.write(`${JSON.stringify({ ok: isFine, results }, null, 1)}\n`)
      else process.stdout.write(`${results.length - wrong.length} of ${results.length} hold\n`)
      return isFine ? 0 : 1
    },
  }
}
