import { once } from 'node:events'
import { createServer } from 'node:net'
import type { CallList } from '#lib/call/call.ts'
import {
  type Answers,
  checkAnswers,
  usualConnections,
  usualStopMillis,
  Visit,
  type VisitLimits,
  type VisitOptions,
} from '#lib/call/visit.ts'
import { openToGroup, prepareSocketFile } from '#lib/socket-file.ts'

export type ServeOptions<C extends CallList> = Answers<C> &
  VisitLimits & {
    /** Where to listen; the path says who the caller is. */
    path: string
  }

/**
 * Answers a list of calls on one Unix socket, for one caller.
 *
 * Inputs are parsed here; a Refusal crosses with its code, any other error as a random
 * reference only. `close` finishes what is at work, within a bound, and frees the path.
 */
export async function serveCalls<C extends CallList>(
  options: ServeOptions<C>,
): Promise<{ close(): Promise<void> }> {
  const visitOptions = options as unknown as VisitOptions
  checkAnswers(visitOptions)
  await prepareSocketFile(options.path)
  const visits = new Set<Visit>()
  const server = createServer((socket) => {
    const visit = new Visit(socket, visitOptions)
    visits.add(visit)
    socket.once('close', () => visits.delete(visit))
  })
  server.maxConnections = options.maxConnections ?? usualConnections
  server.listen(options.path)
  await once(server, 'listening')
  await openToGroup(options.path)
  return {
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      await Promise.all(
        [...visits].map((visit) => visit.stop(options.stopMillis ?? usualStopMillis)),
      )
      await closed
    },
  }
}
