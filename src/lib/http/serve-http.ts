import { once } from 'node:events'
import type { IncomingMessage, Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { openToGroup, prepareSocketFile } from '#lib/socket-file.ts'

export interface ServeHttpOptions {
  /** The Unix socket to listen on, for one caller; the gateway for every site. */
  socket: string
  /** Largest body of one request, by its path; a larger one is refused unread. */
  maxBodyBytes?: number | ((method: string, path: string) => number)
  /** Longest the header lines may take. */
  headersMillis?: number
  /** Longest a whole request may take to arrive; uploads need more. */
  requestMillis?: number
  /** Longest a connection stays open between two requests. */
  keepAliveMillis?: number
  maxConnections?: number
  /** Longest that `close` waits for answers under way. */
  stopMillis?: number
}

const usualBodyBytes = 1024 * 1024

/**
 * Serves a fetch-style handler (`app.fetch` of a Hono app) on a Unix socket.
 *
 * A body without an announced length, or longer than allowed, is answered 411 or 413 before the
 * handler sees it. `close` lets answers under way finish, within a bound.
 */
export async function serveHttp(
  handler: (request: Request) => Response | Promise<Response>,
  options: ServeHttpOptions,
): Promise<{ close(): Promise<void> }> {
  await prepareSocketFile(options.socket)
  const server = createAdaptorServer({
    fetch: (request, { incoming }) => {
      const tooLong = lengthRefusal(incoming as IncomingMessage, options.maxBodyBytes)
      return tooLong ?? handler(request)
    },
    serverOptions: {
      headersTimeout: options.headersMillis ?? 10_000,
      requestTimeout: options.requestMillis ?? 60_000,
      keepAliveTimeout: options.keepAliveMillis ?? 65_000,
      connectionsCheckingInterval: 1_000,
      maxHeaderSize: 16 * 1024,
    },
  }) as Server
  server.maxConnections = options.maxConnections ?? 2_000
  server.maxRequestsPerSocket = 0
  server.listen(options.socket)
  await once(server, 'listening')
  await openToGroup(options.socket)
  return { close: () => closeServer(server, options.stopMillis ?? 5_000) }
}

function lengthRefusal(
  incoming: IncomingMessage,
  limit: ServeHttpOptions['maxBodyBytes'] = usualBodyBytes,
): Response | undefined {
  const { method = 'GET', url = '/', headers } = incoming
  if (headers['transfer-encoding'] !== undefined) return closing(411)
  const length = Number(headers['content-length'] ?? 0)
  if (length === 0) return undefined
  const path = url.split('?', 1)[0]!
  return length > (typeof limit === 'number' ? limit : limit(method, path))
    ? closing(413)
    : undefined
}

/** The rest of the body is not waited for, so the connection cannot be used again. */
function closing(status: 411 | 413): Response {
  return new Response(null, { status, headers: { connection: 'close' } })
}

/** A connection falls idle only after its answer, so idle ones are looked for again and again. */
async function closeServer(server: Server, withinMillis: number): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  const idle = setInterval(() => server.closeIdleConnections(), 20)
  const bound = setTimeout(() => server.closeAllConnections(), withinMillis)
  await closed
  clearInterval(idle)
  clearTimeout(bound)
}
