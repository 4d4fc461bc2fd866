import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto'
import { base64url, fromBase64url } from '#lib/base64url.ts'
import type { RandomBytes } from '#lib/random.ts'

export interface Sealer<T> {
  /** The value as text for a cookie: neither readable nor changeable in the browser. */
  seal(value: T, expires: Date): string
  /** The value, or undefined when it is over, changed, or was sealed for another purpose. */
  open(text: string | undefined, now: Date): T | undefined
}

const nonceBytes = 12
const tagBytes = 16
/** Browsers keep about 4 KB per cookie; the name and attributes need some of it. */
const longestText = 3_900

/**
 * Seals small JSON values with AES-256-GCM under a process's own key.
 *
 * The purpose is authenticated too, so one cookie's text does not open as another's. Whoever
 * holds the key can make any value: what is read back is trusted as far as the process is.
 */
export function sealerFor<T>(purpose: string, key: Uint8Array, random: RandomBytes): Sealer<T> {
  if (key.length !== 32) throw new RangeError('a cookie key has 32 bytes')
  // Made once: the cipher takes four times as long to make one of bytes itself.
  const secret = createSecretKey(key)
  const about = Buffer.from(`dozo cookie\n${purpose}`)
  return {
    seal(value, expires) {
      const nonce = random(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', secret, nonce).setAAD(about)
      const clear = JSON.stringify([expires.getTime(), value])
      const sealed = Buffer.concat([cipher.update(clear, 'utf8'), cipher.final()])
      const text = base64url(Buffer.concat([nonce, sealed, cipher.getAuthTag()]))
      if (text.length > longestText) throw new RangeError('too much for a cookie')
      return text
    },
    open(text, now) {
      const clear = openBytes(text, secret, about)
      if (!clear) return undefined
      const [expires, value] = JSON.parse(clear.toString('utf8')) as [number, T]
      return expires > now.getTime() ? value : undefined
    },
  }
}

function openBytes(text: string | undefined, key: KeyObject, about: Buffer): Buffer | undefined {
  if (text === undefined || text.length > longestText) return undefined
  const bytes = fromBase64url(text)
  if (!bytes || bytes.length < nonceBytes + tagBytes) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes))
  decipher.setAAD(about).setAuthTag(bytes.subarray(-tagBytes))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()])
  } catch {
    // Another key, or changed on its way: as good as no cookie.
    return undefined
  }
}
