import { Agent, type IncomingHttpHeaders, request } from 'node:http'
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
export function ask(url: string, { method = 'GET', headers, body }: Wish = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': `${Buffer.byteLength(body)}` }
    const options = {
      agent,
      method,
      lookup: localhostLookup,
      headers: { ...length, ...headers },
      signal: AbortSignal.timeout(answerMillis),
    }
    const asked = request(url, options, (answer) => {
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
