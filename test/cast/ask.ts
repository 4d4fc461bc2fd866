import { Agent, type ClientRequest, type IncomingHttpHeaders, request } from 'node:http'
import { request as requestByTls, Agent as TlsAgent } from 'node:https'
import type { LookupFunction } from 'node:net'
import { localhostLookup } from '#lib/localhost.ts'

export interface Answer {
  /** What was asked. */
  url: string
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
  text: string
  /** Where a redirect leads, whole; '' where there is none. */
  location: string
}

export interface Wish {
  method?: string
  headers?: Record<string, string>
  body?: string | Buffer
}

const answerMillis = 40_000
const agent = new Agent({ keepAlive: true, keepAliveMsecs: 1_000 })

/** One request to a `*.localhost` name, which Node's resolver does not know. Follows nothing. */
export function ask(url: string, wish: Wish = {}): Promise<Answer> {
  return answerTo(url, request(url, { agent, lookup: localhostLookup, ...optionsOf(wish) }), wish)
}

/** The same by TLS, to any name as if it were this machine's, and believing this certificate. */
export function askByTls(ca: string): typeof ask {
  const agent = new TlsAgent({ keepAlive: true, ca })
  const lookup: LookupFunction = (_, options, callback) =>
    localhostLookup('localhost', options, callback)
  return (url, wish = {}) =>
    answerTo(url, requestByTls(url, { agent, lookup, ...optionsOf(wish) }), wish)
}

function optionsOf({ method = 'GET', headers, body }: Wish) {
  const length = body === undefined ? {} : { 'content-length': `${Buffer.byteLength(body)}` }
  const signal = AbortSignal.timeout(answerMillis)
  return { method, headers: { ...length, ...headers }, signal }
}

function answerTo(url: string, asked: ClientRequest, { body }: Wish): Promise<Answer> {
  return new Promise((resolve, reject) => {
    asked.on('response', (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk) => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () => {
        const bytes = Buffer.concat(chunks)
        const { location } = answer.headers
        resolve({
          url,
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: bytes,
          text: bytes.toString('utf8'),
          location: location ? new URL(location, url).href : '',
        })
      })
    })
    asked.on('error', reject)
    asked.end(body)
  })
}
