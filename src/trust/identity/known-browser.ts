import { sameBytes } from '#trust/vault/passes.ts'
import { macOf, type Ring } from '#trust/vault/ring.ts'

const knownSeconds = 180 * 24 * 3_600
const macBytes = 16
/** End in seconds, then the HMAC. */
export const knownBrowserBytes = 4 + macBytes

/**
 * What a browser keeps that once proved this mailbox, for half a year. Nothing is stored here,
 * and only together with the address it says anything. It signs nobody in: a code may be mailed
 * although strangers have asked for many.
 */
export function knownBrowser(ring: Ring, mailbox: Buffer, now: Date): Buffer {
  const end = Buffer.alloc(4)
  end.writeUInt32BE(Math.floor(now.getTime() / 1000) + knownSeconds)
  return Buffer.concat([end, macBy(ring.current('pass').key, mailbox, end)])
}

/** Whether this browser once proved this mailbox. */
export function isKnownBrowser(
  ring: Ring,
  mailbox: Buffer,
  given: Buffer | null,
  now: Date,
): boolean {
  if (given?.length !== knownBrowserBytes) return false
  const [end, mac] = [given.subarray(0, 4), given.subarray(4)]
  const isOurs = ring.versions('pass').some(({ key }) => sameBytes(macBy(key, mailbox, end), mac))
  return isOurs && end.readUInt32BE() * 1000 > now.getTime()
}

function macBy(key: Parameters<typeof macOf>[0], mailbox: Buffer, end: Buffer): Buffer {
  return macOf(key, ['dozo known browser', mailbox, end]).subarray(0, macBytes)
}
