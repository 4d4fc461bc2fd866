/** One member of an archive; small enough to be held in memory. */
export interface TarMember {
  name: string
  bytes: Buffer
}

const blockBytes = 512
const longestName = 100
/** A member that claims more is not one of ours. */
const mostBytes = 64 * 1024 * 1024

/** An archive that every `tar` reads (POSIX ustar): plain files, one after another. */
export async function* tarOf(members: AsyncIterable<TarMember>): AsyncGenerator<Buffer> {
  for await (const { name, bytes } of members) {
    yield headerOf(name, bytes.length)
    yield bytes
    yield Buffer.alloc(paddingOf(bytes.length))
  }
  yield Buffer.alloc(2 * blockBytes)
}

/**
 * The members of an archive, one at a time. RangeError when it is cut, damaged, or holds anything
 * but plain files with short names.
 */
export async function* membersOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<TarMember> {
  const read = readerOf(source)
  for (;;) {
    const header = await read(blockBytes)
    if (header.every((byte) => byte === 0)) break
    const { name, size } = parseHeader(header)
    const bytes = await read(size)
    await read(paddingOf(size))
    yield { name, bytes }
  }
  const end = await read(blockBytes)
  if (!end.every((byte) => byte === 0)) throw new RangeError('the archive does not end')
}

/** Gives exactly as many bytes as asked for. */
function readerOf(source: AsyncIterable<Uint8Array>): (size: number) => Promise<Buffer> {
  const chunks = source[Symbol.asyncIterator]()
  let kept: Buffer[] = []
  let have = 0
  return async (size) => {
    while (have < size) {
      const { value, done } = await chunks.next()
      if (done) throw new RangeError('the archive is cut')
      kept.push(Buffer.from(value.buffer, value.byteOffset, value.byteLength))
      have += value.byteLength
    }
    const all = kept.length === 1 ? kept[0]! : Buffer.concat(kept)
    kept = [all.subarray(size)]
    have -= size
    return all.subarray(0, size)
  }
}

function headerOf(name: string, size: number): Buffer {
  if (Buffer.byteLength(name) > longestName) throw new RangeError('a name too long for an archive')
  const header = Buffer.alloc(blockBytes)
  header.write(name, 0)
  header.write('0000600\0', 100)
  header.write('0000000\0', 108)
  header.write('0000000\0', 116)
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124)
  header.write('00000000000\0', 136)
  header.write('0ustar\x0000', 156)
  header.write(`${checksumOf(header).toString(8).padStart(6, '0')}\0 `, 148)
  return header
}

function parseHeader(header: Buffer): { name: string; size: number } {
  const given = Number.parseInt(header.toString('latin1', 148, 154), 8)
  if (given !== checksumOf(header)) throw new RangeError('the archive is damaged')
  const name = header.toString('utf8', 0, longestName).replace(/\0.*$/s, '')
  const size = Number.parseInt(header.toString('latin1', 124, 135), 8)
  const isPlain = header[156] === 0x30
  if (!isPlain || name === '' || !(size >= 0 && size <= mostBytes)) {
    throw new RangeError('the archive holds something else')
  }
  return { name, size }
}

/** Over the header with blanks where the sum itself stands. */
function checksumOf(header: Buffer): number {
  let sum = 8 * 0x20
  for (let at = 0; at < blockBytes; at += 1) {
    if (at < 148 || at >= 156) sum += header[at]!
  }
  return sum
}

function paddingOf(size: number): number {
  return (blockBytes - (size % blockBytes)) % blockBytes
}
