import { crc32 } from 'node:zlib'

export interface Entry {
  name: string
  content: Uint8Array
}

/** 1980-01-01, the first day a zip can tell; the same files always make the same bytes. */
const firstDay = 0x0021
const utf8Names = 0x0800

/** A zip with its files stored as they are, in the order given (PKWARE APPNOTE 4.3). */
export function zipOf(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content } of entries) {
    const nameBytes = Buffer.from(name, 'utf8')
    const shared = sharedFields(content, nameBytes.length)
    const local = Buffer.concat([number(0x04034b50, 4), shared, nameBytes])
    directory.push(
      Buffer.concat([
        number(0x02014b50, 4),
        number(20, 2),
        shared,
        Buffer.alloc(10),
        number(offset, 4),
        nameBytes,
      ]),
    )
    parts.push(local, Buffer.from(content))
    offset += local.length + content.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.concat([
    number(0x06054b50, 4),
    Buffer.alloc(4),
    number(entries.length, 2),
    number(entries.length, 2),
    number(list.length, 4),
    number(offset, 4),
    number(0, 2),
  ])
  return Buffer.concat([...parts, list, end])
}

/** From "version needed" to "extra field length", the same in both places. */
function sharedFields(content: Uint8Array, nameLength: number): Buffer {
  return Buffer.concat([
    number(20, 2),
    number(utf8Names, 2),
    number(0, 2),
    number(0, 2),
    number(firstDay, 2),
    number(crc32(content), 4),
    number(content.length, 4),
    number(content.length, 4),
    number(nameLength, 2),
    number(0, 2),
  ])
}

function number(value: number, bytes: 2 | 4): Buffer {
  const buffer = Buffer.alloc(bytes)
  if (bytes === 2) buffer.writeUInt16LE(value)
  else buffer.writeUInt32LE(value)
  return buffer
}
