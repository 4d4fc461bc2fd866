import { closeSync, openSync, readFileSync, readSync } from 'node:fs'

const mostOfOneArea = 256 * 1024 * 1024
const pageBytes = 4096
const emptyPage = Buffer.alloc(pageBytes)
const atOnce = 8 * 1024 * 1024

/** All memory of a process that it may write, piece by piece; what cannot be read is left out. */
export function* memoryOf(pid: number): Generator<Buffer> {
  const maps = readFileSync(`/proc/${pid}/maps`, 'utf8')
  const memory = openSync(`/proc/${pid}/mem`, 'r')
  try {
    for (const [, from = '', to = ''] of maps.matchAll(/^([0-9a-f]+)-([0-9a-f]+) rw/gm)) {
      const [begin, end] = [Number.parseInt(from, 16), Number.parseInt(to, 16)]
      if (end - begin > mostOfOneArea) continue
      for (let at = begin; at < end; at += atOnce) {
        const piece = Buffer.alloc(Math.min(atOnce, end - at))
        try {
          readSync(memory, piece, 0, piece.length, at)
        } catch {
          continue
        }
        yield written(piece)
      }
    }
  } finally {
    closeSync(memory)
  }
}

/** Without the pages that nobody ever wrote. */
function written(piece: Buffer): Buffer {
  const pages: Buffer[] = []
  for (let at = 0; at < piece.length; at += pageBytes) {
    const page = piece.subarray(at, at + pageBytes)
    if (!page.equals(emptyPage)) pages.push(page)
  }
  return Buffer.concat(pages)
}
