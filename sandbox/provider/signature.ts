import { createHmac } from 'node:crypto'

/** The header that proves who sends: `t=<seconds>,v1=<hex HMAC-SHA-256 of "t.body">`. */
export function signatureHeader(secret: string, body: string, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000)
  const mac = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return `t=${seconds},v1=${mac}`
}
