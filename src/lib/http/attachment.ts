const unsafe = /[^\x20-\x7e]|["\\%/]/g
/** attr-char of RFC 8187. */
const plain = /^[A-Za-z0-9!#$&+.^_`|~-]$/
const forbidden = /[\p{Cc}\p{Cf}/\\:*?"<>|]/gu
const longestName = 200

/**
 * `Content-Disposition` of a file that is kept, never shown: the name in every writing
 * (RFC 8187) beside a plain one for old programs (RFC 6266). A name cannot leave its folder.
 */
export function attachment(name: string): string {
  const safe = safeFileName(name)
  const ascii = safe.normalize('NFKD').replace(/\p{M}/gu, '').replace(unsafe, '_')
  const encoded = [...Buffer.from(safe, 'utf8')].map(percent).join('')
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}

/** The name without anything that a file system or a browser reads as more than a name. */
export function safeFileName(name: string): string {
  const cleaned = name
    .toWellFormed()
    .normalize('NFC')
    .replace(forbidden, '_')
    .replace(/^[.\s]+/u, '')
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(cleaned)?.[0] ?? ''
  const stem = cleaned.slice(0, cleaned.length - ending.length).trim()
  return `${[...(stem || 'file')].slice(0, longestName).join('')}${ending}`
}

function percent(byte: number): string {
  const letter = String.fromCharCode(byte)
  return plain.test(letter) ? letter : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
}
