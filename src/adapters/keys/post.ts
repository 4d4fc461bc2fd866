import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { localhostLookup } from '#lib/localhost.ts'

/** No whole answer came; the cause says why. What was sent is in neither. */
export class KeyServerAway extends Error {
  override readonly name = 'KeyServerAway'
}

export interface Answer {
  status: number
  body: { data?: Record<string, unknown>; auth?: Record<string, unknown> }
}

export type Ask = (path: string, headers: Record<string, string>, body: object) => Promise<Answer>

const timeoutMillis = 5_000
const mostAnswerBytes = 64 * 1024

/** Posts JSON to one server and reads JSON. Follows nobody elsewhere: a token goes with it. */
export function postTo(server: URL, ca: Buffer | undefined): Ask {
  const isSecure = server.protocol === 'https:'
  return (path, headers, body) =>
    new Promise((resolve, reject) => {
      const text = JSON.stringify(body)
      const length = String(Buffer.byteLength(text))
      const options = {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'content-length': length },
        signal: AbortSignal.timeout(timeoutMillis),
        lookup: localhostLookup,
        agent: false as const,
      }
      const away = (cause: unknown) =>
        reject(new KeyServerAway('The key server gives no usable answer.', { cause }))
      const url = new URL(path, server)
      const asked = isSecure
        ? httpsRequest(url, { ...options, ...(ca && { ca }), minVersion: 'TLSv1.2' })
        : httpRequest(url, options)
      asked.on('response', (answer) => readAnswer(answer).then(resolve, away))
      asked.on('error', away)
      asked.end(text)
    })
}

async function readAnswer(answer: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer) {
    size += chunk.length
    if (size > mostAnswerBytes) throw new Error('the answer is too long')
    chunks.push(chunk)
  }
  return { status: answer.statusCode ?? 0, body: bodyOf(Buffer.concat(chunks)) }
}

/** A proxy on the way may answer with a page: then the status alone tells. */
function bodyOf(bytes: Buffer): Answer['body'] {
  try {
    const body: unknown = JSON.parse(bytes.toString('utf8'))
    return typeof body === 'object' && body !== null ? body : {}
  } catch {
    return {}
  }
}
