import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

type Timed = { patch: string; test: string }

/** How long each breakage took the last time it was tried here, in seconds. */
export type LastTimes = {
  guess: (each: Timed) => number
  note: (each: Timed, seconds: number) => void
  keep: () => void
}

/** Tests with a whole market of their own; nothing is known of them on a fresh clone. */
const longTests = /^test\/(?:proofs|journeys)\//
const [longSeconds, shortSeconds] = [60, 15]

/** Kept in the ignored cache; a file that is missing or broken only costs the better order. */
export function lastTimes(root: string): LastTimes {
  const file = join(root, '.cache/breakages.json')
  const known = readTimes(file)
  return {
    guess: ({ patch, test }) =>
      known.get(patch) ?? (longTests.test(test) ? longSeconds : shortSeconds),
    note: ({ patch }, seconds) => void known.set(patch, seconds),
    keep: () => {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, JSON.stringify(Object.fromEntries(known), undefined, 1))
    },
  }
}

function readTimes(file: string): Map<string, number> {
  try {
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'))
    const pairs = Object.entries(read as object).filter(([, each]) => typeof each === 'number')
    return new Map(pairs as [string, number][])
  } catch {
    return new Map()
  }
}
