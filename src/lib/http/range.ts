/** First and last byte, both included. */
export interface Range {
  first: number
  last: number
}

const oneRange = /^bytes=(\d{0,15})-(\d{0,15})$/

/**
 * What a Range header asks of a file of this size: one range; `whole` when it asks for nothing
 * we serve in parts (no header, several ranges, another unit); `outside` when no byte is meant.
 */
export function rangeOf(
  header: string | null | undefined,
  size: number,
): Range | 'whole' | 'outside' {
  const match = oneRange.exec(header?.replaceAll(' ', '') ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return 'whole'
  const [, from = '', to = ''] = match
  if (from === '') {
    const wanted = Number(to)
    return wanted === 0 || size === 0
      ? 'outside'
      : { first: Math.max(0, size - wanted), last: size - 1 }
  }
  const first = Number(from)
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (to !== '' && Number(to) < first) return 'whole'
  return first >= size ? 'outside' : { first, last }
}
