import type { Clock } from '#lib/clock.ts'
import { Refusal } from '#lib/refusal.ts'
import type {
  PaymentProvider,
  ProviderEvent,
  SessionWish,
  WebhookHeaders,
} from '#market/payments/port.ts'
import { type Answer, asker, providerAway } from './ask.ts'
import { readEvent, readPage, readRefund, readSession } from './sandbox-answers.ts'
import { checkSignature } from './sandbox-signature.ts'

const usualAnswerMillis = 10_000

export interface SandboxSettings {
  /** For example http://provider.localhost:8081; the hand-off leads there too. */
  origin: string
  /** The secret key, or for the monitor the read-only one. */
  key: string
  webhookSecret: string
  /** How long an answer is waited for. */
  answerMillis?: number
  clock: Clock
}

/** The practice provider of `sandbox/provider`, and the model for every other adapter. */
export function sandboxProvider(settings: SandboxSettings): PaymentProvider & { close(): void } {
  const origin = new URL(settings.origin).origin
  const { request, close } = questions(
    origin,
    settings.key,
    settings.answerMillis ?? usualAnswerMillis,
  )
  return {
    name: 'sandbox',
    methods: ['card', 'konbini', 'wallet'],
    hosts: [origin],
    close,
    async createSession(wish) {
      const answer = await request('/v1/sessions', { key: wish.intent, body: sessionForm(wish) })
      const { session, url } = usable(answer, readSession)
      if (new URL(url).origin !== origin) throw providerAway(new Error('a foreign hand-off page'))
      return { session, url }
    },
    async sessionStatus(session) {
      return usable(await request(`/v1/sessions/${encodeURIComponent(session)}`), readSession)
    },
    async closeSession(session) {
      const path = `/v1/sessions/${encodeURIComponent(session)}/closing`
      return usable(await request(path, {}), readSession)
    },
    async refund({ refund, session, money }) {
      const body = { session, amount: money.amount.toString() }
      const answer = await request('/v1/refunds', { key: refund, body })
      if (isRefusedRefund(answer)) return { providerRefund: null, state: 'failed' }
      return usable(answer, readRefund)
    },
    async refundStatus(providerRefund) {
      return usable(await request(`/v1/refunds/${encodeURIComponent(providerRefund)}`), readRefund)
    },
    verifyEvent: (body, headers) => believedEvent(settings, body, headers),
    async listSince(cursor, limit) {
      return usable(await request(`/v1/sessions?after=${Number(cursor)}&limit=${limit}`), readPage)
    },
  }
}

function questions(origin: string, key: string, timeoutMillis: number) {
  const { ask, close } = asker(origin.startsWith('https:'))
  function request(path: string, posted?: { key?: string; body?: unknown }): Promise<Answer> {
    const headers: Record<string, string> = { authorization: `Bearer ${key}` }
    if (posted?.key) headers['idempotency-key'] = posted.key
    const question = { url: new URL(path, origin), headers, timeoutMillis }
    if (!posted) return ask({ ...question, method: 'GET' })
    return ask({ ...question, method: 'POST', body: JSON.stringify(posted.body ?? {}) })
  }
  return { request, close }
}

function sessionForm({ intent, money, method, locale, returnUrl, expiresAt }: SessionWish) {
  return {
    reference: intent,
    amount: money.amount.toString(),
    currency: money.currency,
    method,
    locale,
    returnUrl,
    expiresAt: expiresAt.toISOString(),
  }
}

function believedEvent(
  { webhookSecret: secret, clock }: SandboxSettings,
  body: Uint8Array,
  headers: WebhookHeaders,
): ProviderEvent {
  checkSignature(body, headers['sandbox-signature'], { secret, now: clock() })
  try {
    return readEvent(JSON.parse(Buffer.from(body).toString('utf8')))
  } catch (cause) {
    throw Object.assign(new Refusal('bad-input', 'the signed event cannot be read'), { cause })
  }
}

/** Not paid, or more than was paid: asking again would not help. */
function isRefusedRefund({ status, body }: Answer): boolean {
  return status === 409 && /"code":"(?:not-paid|refund-too-large)"/.test(body)
}

function usable<T>(answer: Answer, read: (body: unknown) => T): T {
  if (answer.status < 200 || answer.status > 299) {
    throw providerAway(
      new Error(`the provider answered ${answer.status}: ${answer.body.slice(0, 200)}`),
    )
  }
  try {
    return read(JSON.parse(answer.body))
  } catch (cause) {
    throw providerAway(cause)
  }
}
