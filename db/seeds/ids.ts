import { createHash } from 'node:crypto'

/**
 * The id of something in the demo town: the same at every start, so that filling twice changes
 * nothing. A UUID of version 8, made from the words.
 */
export function townId(...words: string[]): string {
  const bytes = createHash('sha256')
    .update(`dozo demo town\0${words.join('\0')}`)
    .digest()
  bytes[6] = 0x80 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  const hex = bytes.toString('hex')
  return [8, 12, 16, 20, 32]
    .map((end, index, ends) => hex.slice(index === 0 ? 0 : ends[index - 1], end))
    .join('-')
}
