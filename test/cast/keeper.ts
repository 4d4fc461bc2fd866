import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { type RunningTown, runTown, type TownFacts, type TownWish } from './run-town.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    townKeeper: string
  }
}

/** The towns that tests may ask for; each is started at most once in a run. */
const wishes = {
  /** With the demo town in it. Nothing in it is ever killed. */
  shared: {
    confined: true,
    env: { PAYMENT_FIRST_ASK_SECONDS: '2', SANDBOX_PROVIDER_LATE_SECONDS: '2' },
  },
  /** Where processes and the database are killed; it gets up again at once. */
  kills: {
    bare: true,
    env: {
      DOZO_LONGEST_PAUSE_MILLIS: '200',
      PAYMENT_SWEEP_MILLIS: '300',
      PAYMENT_FIRST_ASK_SECONDS: '1',
      SANDBOX_PROVIDER_BACKOFF_MILLIS: '100',
    },
  },
  /** Where one thing at a time is held still, and given up on soon. */
  away: {
    bare: true,
    env: {
      ANSWER_SECONDS: '6',
      STATEMENT_SECONDS: '1',
      PROVIDER_ANSWER_SECONDS: '2',
      DOZO_LONGEST_PAUSE_MILLIS: '200',
      PAYMENT_SWEEP_MILLIS: '300',
      PAYMENT_FIRST_ASK_SECONDS: '1',
      SANDBOX_PROVIDER_BACKOFF_MILLIS: '100',
    },
  },
} satisfies Record<string, TownWish>

export type TownName = keyof typeof wishes

/**
 * Keeps towns for the whole run, in the main process: test files run in threads that know nothing
 * of each other. A town is started when the first test asks for it, and ends with the run.
 * TOWN_SHARED=FILE names the facts of one that runs already, for work on a single test.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const towns = new Map<string, Promise<RunningTown>>()
  // One after the other: two starts at once only take longer.
  let last: Promise<unknown> = Promise.resolve()
  const townOf = (name: TownName): Promise<{ facts: TownFacts }> => {
    const left = process.env[`TOWN_${name.toUpperCase()}`]
    if (left) return Promise.resolve({ facts: JSON.parse(readFileSync(left, 'utf8')) })
    const known = towns.get(name)
    if (known) return known
    const begun = last.then(() => runTown(wishes[name]))
    last = begun.catch(() => {})
    towns.set(name, begun)
    return begun
  }
  const server = createServer(async (request, answer) => {
    try {
      const { facts } = await townOf(request.url!.slice(1) as TownName)
      answer.end(JSON.stringify(facts))
    } catch (error) {
      answer.writeHead(500).end(String(error))
    }
  })
  const path = join(tmpdir(), `dozo-towns-${process.pid}.sock`)
  await once(server.listen(path), 'listening')
  project.provide('townKeeper', path)
  return async () => {
    server.closeAllConnections()
    server.close()
    const begun = await Promise.allSettled(towns.values())
    await Promise.all(begun.map((each) => each.status === 'fulfilled' && each.value.stop()))
  }
}
