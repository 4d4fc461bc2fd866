import { serve } from '@hono/node-server'
import type { Hono } from 'hono'

const longestRequestMillis = 60_000
const longestGoodbyeMillis = 2000

/** Listens on this machine only; resolves when ready, with the way to stop. */
export function listen(app: Hono, port: number): Promise<() => Promise<void>> {
  return new Promise((resolve, reject) => {
    const server = serve({
      fetch: app.fetch,
      hostname: '127.0.0.1',
      port,
      serverOptions: { requestTimeout: longestRequestMillis },
    })
    server.on('error', reject)
    server.on('listening', () => resolve(() => stop(server)))
  })
}

/** Lets running requests end, but not for ever. */
function stop(server: ReturnType<typeof serve>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    if (!('closeAllConnections' in server)) return
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), longestGoodbyeMillis).unref()
  })
}
