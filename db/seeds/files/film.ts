import type { Content } from './content.ts'
import { text } from './text.ts'

const seconds = 3

/** An MP4 of three seconds that shows the cover: one JPEG frame (ISO/IEC 14496-12). */
export function mp4Of({ cover, coverWidth, coverHeight, key }: Content): Buffer {
  const type = box('ftyp', text('isom'), number(512), text('isomiso2mp41'))
  const length = (at: number) => moovOf({ cover, coverWidth, coverHeight, at })
  const head = type.length + length(0).length + 8
  return Buffer.concat([type, length(head), box('mdat', cover), box('free', text(key))])
}

interface Frame {
  cover: Buffer
  coverWidth: number
  coverHeight: number
  /** Where the frame's bytes begin in the file. */
  at: number
}

function moovOf({ cover, coverWidth: width, coverHeight: height, at }: Frame): Buffer {
  const matrix = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000].map(number)
  const time = [number(0), number(0)]
  const table = box(
    'stbl',
    full('stsd', number(1), frameKind(width, height)),
    full('stts', number(1), number(1), number(seconds)),
    full('stsc', number(1), number(1), number(1), number(1)),
    full('stsz', number(cover.length), number(1)),
    full('stco', number(1), number(at)),
  )
  const data = box('dinf', full('dref', number(1), box('url ', number(1))))
  const view = box('vmhd', number(1), Buffer.alloc(8))
  const media = box(
    'mdia',
    full('mdhd', ...time, number(1), number(seconds), number(0x55c40000)),
    full('hdlr', number(0), text('vide'), Buffer.alloc(12), text('cover\0')),
    box('minf', view, data, table),
  )
  const size = [number(width << 16), number(height << 16)]
  const track = box(
    'tkhd',
    number(3),
    ...time,
    ...[1, 0, seconds, 0, 0, 0, 0].map(number),
    ...matrix,
    ...size,
  )
  const movie = full(
    'mvhd',
    ...time,
    ...[1, seconds, 0x10000, 0x1000000, 0, 0].map(number),
    ...matrix,
    Buffer.alloc(24),
    number(2),
  )
  return box('moov', movie, box('trak', track, media))
}

function frameKind(width: number, height: number): Buffer {
  const entry = Buffer.alloc(78)
  entry.writeUInt16BE(1, 6)
  entry.writeUInt16BE(width, 24)
  entry.writeUInt16BE(height, 26)
  entry.writeUInt32BE(0x480000, 28)
  entry.writeUInt32BE(0x480000, 32)
  entry.writeUInt16BE(1, 40)
  entry.writeUInt16BE(24, 74)
  entry.writeInt16BE(-1, 76)
  return box('jpeg', entry)
}

function box(name: string, ...parts: Buffer[]): Buffer {
  const inside = Buffer.concat(parts)
  return Buffer.concat([number(inside.length + 8), text(name), inside])
}

/** A box that begins with a version and flags, all zero. */
function full(name: string, ...parts: Buffer[]): Buffer {
  return box(name, number(0), ...parts)
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value >>> 0)
  return bytes
}
