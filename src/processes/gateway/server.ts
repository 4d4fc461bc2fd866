import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Socket } from 'node:net'
import { networkOf } from '#lib/network.ts'
import { plainAnswer } from './answers.ts'
import { filesFrom } from './files.ts'
import { guardsFor, namesOthers } from './headers.ts'
import { passOnTo } from './pass-on.ts'
import { addressOf, isTrusted } from './visitor.ts'
import { type Hosts, wayOf } from './ways.ts'

export type GatewayWish = {
  runDir: string
  buildDir: string
  /** A file of the log, wherever it is; undefined when there is none. */
  logFile: (file: string) => Promise<Buffer | undefined>
  hosts: Hosts
  /** True when people come by https, to us or to the proxy before us. */
  isSecure: boolean
  payPolicy: string
  /** The one address whose word about visitors counts. */
  trustedProxy: string | undefined
  tls: { cert: Buffer; key: Buffer } | undefined
  /** How long a process may take to answer before its visitor is told. */
  answerMillis: number
}

const headersMillis = 10_000
const idleMillis = 60_000
const keepAliveMillis = 30_000
const mostHeaderBytes = 16 * 1024
const mostConnections = 2_000
/** Of one household or office; a page opens six. */
const mostConnectionsPerNetwork = 512

/** The only public listener. Answers are passed on, or are files; nothing is decided here. */
export function gateway(wish: GatewayWish): { server: Server; close: () => Promise<void> } {
  const { passOn, close } = passOnTo(wish)
  const files = filesFrom({ ...wish, guards: guardsFor(wish.isSecure) })

  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const isHead = request.method === 'HEAD'
    const path = (request.url ?? '').split('?', 1)[0] ?? ''
    const host = request.headers.host?.toLowerCase()
    const way = wayOf({ method: request.method ?? 'GET', host, path }, wish.hosts)
    if (way.to === 'nobody') return plainAnswer(response, way.status, isHead)
    if (way.to === 'asset') return files.asset(way.file, request, response)
    if (way.to === 'tile') return files.tile(way.file, request, response)
    if (way.to === 'pay-page') return files.payPage(request, response)

    const refusal = messageRefusal(request, way.limits.bodyBytes)
    if (refusal) return plainAnswer(response, refusal, isHead)
    const address = addressOf(request, wish.trustedProxy)
    return passOn(request, response, { name: way.name, limits: way.limits, address })
  }
  const server = listener(wish, (request, response) => {
    Promise.resolve(answer(request, response)).catch(() => plainAnswer(response, 502))
  })
  return {
    server,
    close: async () => {
      await closeSoftly(server)
      close()
    },
  }
}

function listener(
  { tls, trustedProxy }: GatewayWish,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Server {
  const options = {
    maxHeaderSize: mostHeaderBytes,
    headersTimeout: headersMillis,
    // Bodies have a bound of their own, by what they are.
    requestTimeout: 0,
    connectionsCheckingInterval: 1_000,
    keepAliveTimeout: keepAliveMillis,
  }
  const server = tls
    ? createTlsServer({ ...options, ...tls, minVersion: 'TLSv1.2' }, answer)
    : createServer(options, answer)
  server.maxConnections = mostConnections
  server.setTimeout(idleMillis)
  server.on('connection', limitPerNetwork(trustedProxy))
  return server
}

/** One visitor must not take all the places. The trusted proxy brings everybody, so it may. */
function limitPerNetwork(trustedProxy: string | undefined): (socket: Socket) => void {
  const counts = new Map<string, number>()
  return (socket) => {
    const address = socket.remoteAddress ?? ''
    if (isTrusted(address, trustedProxy)) return
    const network = networkOf(address)
    const count = (counts.get(network) ?? 0) + 1
    if (count > mostConnectionsPerNetwork) {
      socket.destroy()
      return
    }
    counts.set(network, count)
    socket.on('close', () => {
      const left = (counts.get(network) ?? 1) - 1
      if (left > 0) counts.set(network, left)
      else counts.delete(network)
    })
  }
}

/**
 * Whether where a message ends could be read in two ways: by us, and by the process behind on a
 * connection that it shares with other visitors. Such a message is refused, never repaired.
 */
function messageRefusal(request: IncomingMessage, mostBytes: number): 400 | 411 | 413 | undefined {
  const { headers, method, rawHeaders } = request
  if (namesOthers(rawHeaders)) return 400
  if (headers['transfer-encoding'] !== undefined) return 411
  const length = Number(headers['content-length'] ?? 0)
  if (length > 0 && (method === 'GET' || method === 'HEAD')) return 400
  return length > mostBytes ? 413 : undefined
}

async function closeSoftly(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  const idle = setInterval(() => server.closeIdleConnections(), 50)
  const bound = setTimeout(() => server.closeAllConnections(), 3_000)
  await closed
  clearInterval(idle)
  clearTimeout(bound)
}
