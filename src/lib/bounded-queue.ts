import { Refusal } from '#lib/refusal.ts'

export interface BoundedQueue<T, R> {
  /** Waits for a place in a batch and gives its result; Refusal `unavailable` when full. */
  push(item: T): Promise<R>
  /** How many wait or are being flushed. */
  readonly length: number
  /** Takes no more, and resolves when everything taken has been flushed. */
  close(): Promise<void>
}

interface Waiting<T, R> {
  item: T
  resolve: (result: R) => void
  reject: (error: unknown) => void
}

/**
 * Gathers items and flushes them in batches, one batch at a time, in order.
 *
 * While one batch is flushed the next gathers, so the busier it is the larger the batches. `flush`
 * gives one result per item, in order; an Error among them fails that item only, a throw fails
 * the whole batch. The time limit of a flush is the flush's own affair.
 */
export function boundedQueue<T, R>(options: {
  flush: (batch: T[]) => Promise<(R | Error)[]>
  maxBatch: number
  maxLength: number
}): BoundedQueue<T, R> {
  let waiting: Waiting<T, R>[] = []
  let underWay = 0
  let isClosed = false
  let work: Promise<void> | undefined

  async function flushAll(): Promise<void> {
    // One turn of the event loop, so that what arrives together is flushed together.
    await new Promise((resolve) => setImmediate(resolve))
    while (waiting.length > 0) {
      const batch = waiting.slice(0, options.maxBatch)
      waiting = waiting.slice(options.maxBatch)
      underWay = batch.length
      await flushBatch(batch, options.flush)
      underWay = 0
    }
    work = undefined
  }

  return {
    get length() {
      return waiting.length + underWay
    },
    push(item) {
      return new Promise<R>((resolve, reject) => {
        if (isClosed) throw new Refusal('unavailable', 'the queue is closed')
        if (waiting.length + underWay >= options.maxLength) {
          throw new Refusal('unavailable', 'the queue is full')
        }
        waiting.push({ item, resolve, reject })
        work ??= flushAll()
      })
    },
    async close() {
      isClosed = true
      await work
    },
  }
}

/** Never throws: whatever happens is told to those who wait. */
async function flushBatch<T, R>(
  batch: Waiting<T, R>[],
  flush: (items: T[]) => Promise<(R | Error)[]>,
): Promise<void> {
  try {
    const results = await flush(batch.map(({ item }) => item))
    if (results.length !== batch.length) throw new RangeError('a flush gives one result per item')
    for (const [place, { resolve, reject }] of batch.entries()) {
      const result = results[place]
      if (result instanceof Error) reject(result)
      else resolve(result as R)
    }
  } catch (error) {
    for (const { reject } of batch) reject(error)
  }
}
