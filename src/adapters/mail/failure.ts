/**
 * A letter that was not taken. `permanent`: this address will never take it. `temporary`: worth
 * another try, also when it is our own relay or login that is wrong.
 *
 * Holds no address: relays like to repeat it in their answers, and this text may be logged.
 */
export class MailFailure extends Error {
  override readonly name = 'MailFailure'
  readonly kind: 'permanent' | 'temporary'

  constructor(kind: 'permanent' | 'temporary', message: string, options?: ErrorOptions) {
    super(message, options)
    this.kind = kind
  }
}

interface SmtpError {
  code?: unknown
  responseCode?: unknown
  command?: unknown
  response?: unknown
}

/** What an error of the mail library means, stripped of everything a relay may have quoted. */
export function readFailure(error: unknown): MailFailure {
  const { code, responseCode, command, response } = (error ?? {}) as SmtpError
  const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(String(response ?? ''))?.[1]
  const facts = [code, responseCode, enhanced, command].filter(isPlain)
  const cause = new Error(`SMTP: ${facts.join(' ') || 'no detail'}`)
  const isForGood = isRefusalOfLetter(responseCode, command)
  return isForGood
    ? new MailFailure('permanent', 'the relay refused this letter for good', { cause })
    : new MailFailure('temporary', 'the relay did not take this letter now', { cause })
}

/** Only an answer to the recipient or to the letter itself is about them; a login is about us. */
function isRefusalOfLetter(responseCode: unknown, command: unknown): boolean {
  const isLasting = typeof responseCode === 'number' && responseCode >= 500 && responseCode < 600
  return isLasting && (command === 'RCPT TO' || command === 'DATA')
}

function isPlain(fact: unknown): boolean {
  return typeof fact === 'number' || (typeof fact === 'string' && /^[\w .]{1,20}$/.test(fact))
}
