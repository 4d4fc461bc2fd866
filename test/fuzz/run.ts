import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { type Target, targets } from './targets.ts'

/** Cases that were found once; each is tried again in every gate. */
export const foundFolder = join(import.meta.dirname, 'found')

export interface Found {
  target: string
  seed: number
  input: unknown
  problem: string
}

/** Tries one target for so long, from a seed; the smallest case that fails, if there is one. */
export function fuzz(
  name: string,
  { seed, millis, numRuns = 1_000_000 }: { seed: number; millis: number; numRuns?: number },
): { runs: number; found: Found | undefined } {
  const { inputs, check } = targets[name] as Target
  const details = fc.check(fc.property(inputs, check), {
    seed,
    numRuns,
    interruptAfterTimeLimit: millis,
    markInterruptAsFailure: false,
    endOnFailure: false,
  })
  if (!details.failed || details.counterexample === null) {
    return { runs: details.numRuns, found: undefined }
  }
  const [input] = details.counterexample as [unknown]
  const problem = String(details.errorInstance ?? 'unknown').split('\n')[0] ?? ''
  return { runs: details.numRuns, found: { target: name, seed, input, problem } }
}

/** Keeps a found case as a file, so that it is tried again from now on. */
export function keep(found: Found): string {
  mkdirSync(foundFolder, { recursive: true })
  const text = `${JSON.stringify(found, null, 2)}\n`
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 8)
  const path = join(foundFolder, `${found.target}-${digest}.json`)
  writeFileSync(path, text)
  return path
}

/** Every case that was found before. */
export function foundBefore(): Found[] {
  if (!existsSync(foundFolder)) return []
  return readdirSync(foundFolder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(foundFolder, name), 'utf8')) as Found)
}

/** Tries a found case again; throws while it still fails. */
export function tryAgain({ target, input }: Found): void {
  ;(targets[target] as Target).check(input as never)
}
