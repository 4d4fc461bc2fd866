import type pg from 'pg'
import { type BoundedQueue, boundedQueue } from '#lib/bounded-queue.ts'
import { isDatabaseAway } from './away.ts'

export interface TogetherWays<In, Out> {
  /**
   * Asks for all in one statement and one commit. Undefined for those that nothing was done for;
   * when it throws, nothing was done for any.
   */
  all: (pool: pg.Pool, batch: In[]) => Promise<(Out | undefined)[]>
  /** Asks for one, whatever there is to say about it. */
  alone: (pool: pg.Pool, one: In) => Promise<Out>
}

const mostAtOnce = 100
const mostWaiting = 5_000

/**
 * One statement for what is asked at about the same time: what comes while one is under way waits
 * for the next, so the busier it is the less each costs, and alone nobody waits. What a statement
 * for all leaves out, or all of it when it fails, is asked for one by one.
 *
 * Refuses: unavailable when 5,000 wait already.
 */
export function together<In, Out>(
  ways: TogetherWays<In, Out>,
): (pool: pg.Pool, one: In) => Promise<Out> {
  const queues = new WeakMap<pg.Pool, BoundedQueue<In, Out | undefined>>()
  const queueOf = (pool: pg.Pool) => {
    const known = queues.get(pool)
    if (known) return known
    const flush = (batch: In[]) => ways.all(pool, batch).catch((error) => noneOf(batch, error))
    const made = boundedQueue({ flush, maxBatch: mostAtOnce, maxLength: mostWaiting })
    queues.set(pool, made)
    return made
  }
  return async (pool, one) => (await queueOf(pool).push(one)) ?? ways.alone(pool, one)
}

/** A database that is away would only be asked once more by each. */
function noneOf<In>(batch: In[], error: unknown): undefined[] {
  if (isDatabaseAway(error)) throw error
  return batch.map(() => undefined)
}
