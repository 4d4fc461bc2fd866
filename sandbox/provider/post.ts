import { Agent as HttpAgent, request as httpRequest } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { localhostLookup } from '#lib/localhost.ts'

const mostSockets = 64
const keepAlive = { keepAlive: true, maxSockets: mostSockets, lookup: localhostLookup }
const httpAgent = new HttpAgent(keepAlive)
const httpsAgent = new HttpsAgent(keepAlive)

export interface Posting {
  url: URL
  headers: Record<string, string>
  body: string
  timeoutMillis: number
}

/** Posts, and gives the answer's status. Throws when nobody answers in time. */
export function post({ url, headers, body, timeoutMillis }: Posting): Promise<number> {
  const secure = url.protocol === 'https:'
  const request = secure ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const options = {
      method: 'POST',
      agent: secure ? httpsAgent : httpAgent,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      signal: AbortSignal.timeout(timeoutMillis),
    }
    const asked = request(url, options, (answer) => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode ?? 0))
      answer.on('error', reject)
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

/** Lets go of the connections kept open. */
export function closeConnections(): void {
  httpAgent.destroy()
  httpsAgent.destroy()
}
