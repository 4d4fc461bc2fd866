import { createTransport } from 'nodemailer'
import { MailFailure, readFailure } from './failure.ts'

const connectTimeoutMillis = 10_000
const silenceTimeoutMillis = 20_000
/** Shorter than the 60 s for which the vault leases a letter. */
const letterTimeoutMillis = 45_000
const idleMillis = 60_000

/** One letter, complete: nothing is looked up or added on the way. */
export interface Letter {
  /** Stable, with angle brackets: a letter sent twice can be told to be one. */
  messageId: string
  from: { name: string; address: string }
  /** Exactly one address. */
  to: string
  subject: string
  text: string
  html: string
  /** Further headers, such as `Auto-Submitted`. */
  headers: Record<string, string>
}

export interface SmtpSettings {
  host: string
  port: number
  /** `start`: TLS at once; `upgrade`: STARTTLS or nothing; `none`: within this machine only. */
  tls: 'start' | 'upgrade' | 'none'
  login: { user: string; password: string } | null
  connections: number
}

export interface LetterSender {
  /** Resolves when the relay has taken the letter; else throws a `MailFailure`. */
  send(letter: Letter): Promise<void>
  close(): void
}

/** Hands letters to one SMTP relay over a few connections kept open. */
export function smtpSender(settings: SmtpSettings): LetterSender {
  const { host, port, tls, login, connections } = settings
  if (tls === 'none' && !isThisMachine(host)) {
    throw new RangeError('letters leave this machine over TLS only')
  }
  const transport = createTransport({
    pool: true,
    host,
    port,
    secure: tls === 'start',
    requireTLS: tls === 'upgrade',
    ignoreTLS: tls === 'none',
    auth: login ? { user: login.user, pass: login.password } : undefined,
    maxConnections: connections,
    // Sending again is for the vault to decide, which counts and logs it.
    maxRequeues: 0,
    idleTimeout: idleMillis,
    connectionTimeout: connectTimeoutMillis,
    greetingTimeout: connectTimeoutMillis,
    dnsTimeout: connectTimeoutMillis,
    socketTimeout: silenceTimeoutMillis,
    disableFileAccess: true,
    disableUrlAccess: true,
  })

  return {
    async send(letter) {
      const to = oneAddress(letter.to)
      const from = { name: letter.from.name, address: oneAddress(letter.from.address) }
      try {
        await transport.sendMail({
          messageId: letter.messageId,
          from,
          to: { name: '', address: to },
          envelope: { from: from.address, to: [to] },
          subject: letter.subject,
          text: letter.text,
          html: letter.html,
          headers: letter.headers,
          signal: AbortSignal.timeout(letterTimeoutMillis),
        })
      } catch (error) {
        throw readFailure(error)
      }
    },
    close: () => transport.close({ force: true }),
  }
}

/** An address that is one address for every mail program: no list, no comment, no line break. */
function oneAddress(address: string): string {
  if (/^[^\s@<>(),:;"\\]{1,64}@[^\s@<>(),:;"\\]{1,255}$/u.test(address)) return address
  throw new MailFailure('permanent', 'not an address that mail can be sent to')
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
}
