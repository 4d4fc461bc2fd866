import type { SmtpSettings } from '#adapters/mail/smtp.ts'

const connections = 2

/**
 * Where letters go: `smtps://` is TLS from the first byte, `smtp://` is STARTTLS or nothing, save
 * on this machine. RangeError says what is wrong, without the login in it.
 */
export function relayOf(value: string | undefined): SmtpSettings {
  const url = URL.parse(value ?? '')
  if (!url || !/^smtps?:$/.test(url.protocol) || url.hostname === '') {
    throw new RangeError('must be like smtp://relay.example:587')
  }
  const isLocal = /^(?:localhost|127\.[0-9.]+|\[::1\])$/.test(url.hostname)
  const isTls = url.protocol === 'smtps:'
  const user = decodeURIComponent(url.username)
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (isTls ? 465 : 587),
    tls: isTls ? 'start' : isLocal ? 'none' : 'upgrade',
    login: user === '' ? null : { user, password: decodeURIComponent(url.password) },
    connections,
  }
}

/** `Name <box@domain>` or `box@domain`. */
export function senderOf(value: string | undefined): { name: string; address: string } {
  const parts = /^(?:(.{1,80}?)\s*<([^<>\s]+@[^<>\s]+)>|([^<>\s]+@[^<>\s]+))$/.exec(value ?? '')
  if (!parts) throw new RangeError('must be like Market <box@market.example>')
  return { name: parts[1] ?? '', address: (parts[2] ?? parts[3])! }
}
