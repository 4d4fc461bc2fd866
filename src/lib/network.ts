import { isIPv6 } from 'node:net'

/**
 * What to count attempts by: an IPv4 address as it is, an IPv6 address by its first 64 bits,
 * because one household has all the rest.
 */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const plain = new URL(`http://[${address.split('%', 1)[0]}]`).hostname.slice(1, -1)
  const mapped = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(plain)
  if (mapped) return dotted(mapped[1]!, mapped[2]!)
  const [head = '', tail] = plain.split('::')
  const first = head === '' ? [] : head.split(':')
  const last = tail ? tail.split(':') : []
  const missing = tail === undefined ? 0 : 8 - first.length - last.length
  const groups = [...first, ...Array.from({ length: missing }, () => '0'), ...last]
  return `${groups.slice(0, 4).join(':')}::/64`
}

function dotted(high: string, low: string): string {
  const [left, right] = [Number.parseInt(high, 16), Number.parseInt(low, 16)]
  return [left >> 8, left & 255, right >> 8, right & 255].join('.')
}
