import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { localhostLookup } from '#lib/localhost.ts'
import { Refusal } from '#lib/refusal.ts'

const mostSockets = 64
const mostAnswerBytes = 4 * 1024 * 1024

export interface Question {
  method: 'GET' | 'POST'
  url: URL
  headers: Record<string, string>
  body?: string
  timeoutMillis: number
}

export interface Answer {
  status: number
  body: string
}

/** Asks one provider over connections kept open. Close it when the process ends. */
export interface Asker {
  /** Refuses: `provider-away` when no whole answer comes in time; the reason is the `cause`. */
  ask(question: Question): Promise<Answer>
  close(): void
}

export function asker(secure: boolean): Asker {
  const options = { keepAlive: true, maxSockets: mostSockets, lookup: localhostLookup }
  const agent = secure ? new HttpsAgent(options) : new HttpAgent(options)
  const request = secure ? httpsRequest : httpRequest

  function once(question: Question, mayRepeat: boolean): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const { method, url, body, timeoutMillis } = question
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
      const headers = { ...question.headers, ...length }
      const signal = AbortSignal.timeout(timeoutMillis)
      const asked = request(url, { method, headers, agent, signal }, (answer) => {
        readAnswer(answer).then(resolve, (cause) => reject(providerAway(cause)))
      })
      asked.on('error', (cause: NodeJS.ErrnoException) => {
        // Most likely an idle connection was closed just as we used it; every question may repeat.
        const isStale = mayRepeat && asked.reusedSocket && cause.code === 'ECONNRESET'
        if (isStale) once(question, false).then(resolve, reject)
        else reject(providerAway(cause))
      })
      asked.end(body)
    })
  }
  return { ask: (question) => once(question, true), close: () => agent.destroy() }
}

/** The refusal for every way of getting no usable answer. */
export function providerAway(cause: unknown): Refusal {
  const refusal = new Refusal('provider-away', 'the payment provider gives no usable answer')
  refusal.cause = cause
  return refusal
}

async function readAnswer(answer: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer) {
    size += chunk.length
    if (size > mostAnswerBytes) throw new Error('the answer is too long')
    chunks.push(chunk)
  }
  return { status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }
}
