import { Logger, run, type TaskList } from 'graphile-worker'
import type pg from 'pg'
import type { Log } from '#lib/log.ts'

/** What is done for each kind of job; the payload holds ids only. */
export type Jobs = Readonly<Record<string, (payload: Record<string, unknown>) => Promise<void>>>

/** New work wakes us by itself; this is for retries that have become due. */
const pollMillis = 30_000

/**
 * Takes jobs until closed; `close` lets the running ones finish.
 *
 * A job that fails comes again with growing pauses, so every job must be the same done twice.
 */
export async function runJobs(
  pool: pg.Pool,
  jobs: Jobs,
  { log, atOnce }: { log: Log; atOnce: number },
): Promise<{ close(): Promise<void> }> {
  // Both listeners are wanted by graphile-worker; the error itself comes with the next query.
  pool.on('connect', (client) => client.on('error', () => {}))
  const taskList: TaskList = Object.fromEntries(
    Object.entries(jobs).map(([name, job]) => [name, (payload: unknown) => job(objectOf(payload))]),
  )
  const runner = await run({
    pgPool: pool,
    taskList,
    concurrency: atOnce,
    pollInterval: pollMillis,
    noHandleSignals: true,
    parsedCronItems: [],
    logger: quietLogger(log),
  })
  runner.promise.catch((error: unknown) => log.error('queue-fell', { error }))
  return { close: () => runner.stop() }
}

/** The queue's own words stay out of the log but for trouble; payloads never enter it. */
function quietLogger(log: Log): Logger {
  return new Logger(({ taskIdentifier, jobId }) => (level, message) => {
    if (level === 'error') log.error('job-failed', { task: taskIdentifier, job: jobId, message })
    else if (level === 'warning') log.warn('queue', { message })
  })
}

function objectOf(payload: unknown): Record<string, unknown> {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    throw new RangeError('a job payload is an object')
  }
  return payload as Record<string, unknown>
}
