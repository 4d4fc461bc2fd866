import { createHash } from 'node:crypto'
import type { FileStorage, StorageKey } from '#market/media/port.ts'

const headBytes = 65_536

/** One pass over a file of any size: its hash, its beginning, and whether it is UTF-8 text. */
export async function contentOf(key: StorageKey, storage: FileStorage) {
  const hash = createHash('sha256')
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  const head: Buffer[] = []
  let size = 0
  let isText = true
  const { stream } = await storage.open(key)
  for await (const part of stream as AsyncIterable<Buffer>) {
    hash.update(part)
    if (size < headBytes) head.push(part)
    size += part.length
    isText = isText && readsAsText(utf8, part)
  }
  return { sha256: hash.digest('hex'), size, head: Buffer.concat(head), isText }
}

function readsAsText(utf8: TextDecoder, part: Buffer): boolean {
  try {
    return !utf8.decode(part, { stream: true }).includes('\0')
  } catch {
    return false
  }
}
