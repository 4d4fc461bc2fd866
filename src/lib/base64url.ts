const alphabet = /^[A-Za-z0-9_-]*$/

/** Bytes as base64url without padding, safe in URLs and cookies. */
export function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url')
}

/**
 * The bytes of a base64url text, or undefined.
 *
 * Strict: no padding, no other alphabet, no stray bits, so that one value has one spelling.
 */
export function fromBase64url(text: string): Buffer | undefined {
  if (text.length % 4 === 1 || !alphabet.test(text)) return undefined
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : undefined
}
