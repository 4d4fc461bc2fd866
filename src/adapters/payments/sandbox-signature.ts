import { createHmac, timingSafeEqual } from 'node:crypto'
import { Refusal } from '#lib/refusal.ts'

const toleratedSeconds = 300

/**
 * Believes a webhook only if the secret signed exactly these bytes within five minutes of now.
 * Refuses: `not-allowed`. A repetition within the five minutes is for the event's id to catch.
 */
export function checkSignature(
  body: Uint8Array,
  header: string | string[] | undefined,
  { secret, now }: { secret: string; now: Date },
): void {
  const match = typeof header === 'string' ? /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header) : null
  if (!match) throw new Refusal('not-allowed', 'the webhook carries no signature')
  const [, seconds, given] = match
  const expected = createHmac('sha256', secret).update(`${seconds}.`).update(body).digest()
  if (!timingSafeEqual(expected, Buffer.from(given!, 'hex'))) {
    throw new Refusal('not-allowed', 'the signature of the webhook does not fit')
  }
  if (Math.abs(now.getTime() / 1000 - Number(seconds)) > toleratedSeconds) {
    throw new Refusal('not-allowed', 'the webhook was signed at another time')
  }
}
