import { createHash } from 'node:crypto'
import type { Content } from './content.ts'
import { text } from './text.ts'

const frames = 40
/** MPEG 1 layer III, 128 kbit/s, 44.1 kHz: 417 bytes a frame, and a frame of zeros is silence. */
const frameBytes = 417

/** A second of silence as MP3, with its title. */
export function mp3Of({ title }: Content): Buffer {
  const frame = Buffer.alloc(frameBytes)
  frame.writeUInt32BE(0xfffb9000)
  return Buffer.concat([id3(title), ...Array.from({ length: frames }, () => frame)])
}

function id3(title: string): Buffer {
  const words = Buffer.concat([Buffer.from([3]), text(title)])
  const frame = Buffer.alloc(10)
  frame.write('TIT2', 'latin1')
  frame.writeUInt32BE(sevenBits(words.length), 4)
  const head = Buffer.alloc(10)
  head.write('ID3\u0004\u0000\u0000', 'latin1')
  head.writeUInt32BE(sevenBits(words.length + 10), 6)
  return Buffer.concat([head, frame, words])
}

/** ID3 writes sizes in bytes of seven bits. */
function sevenBits(size: number): number {
  return (size & 0x7f) | ((size & 0x3f80) << 1) | ((size & 0x1fc000) << 2)
}

/** A FLAC whose stream holds no sample yet; its title stands in the comment. */
export function flacOf({ title }: Content): Buffer {
  const info = Buffer.alloc(34)
  info.writeUInt16BE(4096, 0)
  info.writeUInt16BE(4096, 2)
  // 20 bits of rate, 3 of channels less one, 5 of bits less one, then 36 of samples: none.
  const format = (44_100n << 44n) | (1n << 41n) | (15n << 36n)
  info.writeBigUInt64BE(format, 10)
  createHash('md5').update('').digest().copy(info, 18)
  const comment = commentOf(`TITLE=${title}`)
  return Buffer.concat([text('fLaC'), block(0, info, false), block(4, comment, true)])
}

function block(kind: number, content: Buffer, isLast: boolean): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt32BE(content.length)
  head.writeUInt8((isLast ? 0x80 : 0) | kind)
  return Buffer.concat([head, content])
}

function commentOf(line: string): Buffer {
  const sized = (bytes: Buffer) => {
    const size = Buffer.alloc(4)
    size.writeUInt32LE(bytes.length)
    return Buffer.concat([size, bytes])
  }
  const count = Buffer.from([1, 0, 0, 0])
  return Buffer.concat([sized(text('Dozo')), count, sized(text(line))])
}

/** A scale as a MIDI file: one track, one voice. */
export function midiOf({ title, key }: Content): Buffer {
  const scale = [60, 62, 64, 67, 69, 72, 69, 67, 64, 62, 60]
  const shift = createHash('sha256').update(key).digest()[0]! % 7
  const notes = scale.flatMap((note) => [
    ...[0x00, 0x90, note + shift, 0x50],
    ...[0x60, 0x80, note + shift, 0x00],
  ])
  const name = text(title).subarray(0, 127)
  const track = Buffer.concat([
    Buffer.from([0x00, 0xff, 0x03, name.length]),
    name,
    Buffer.from(notes),
    Buffer.from([0x00, 0xff, 0x2f, 0x00]),
  ])
  const head = Buffer.from([0, 0, 0, 6, 0, 0, 0, 1, 0, 0x60])
  const size = Buffer.alloc(4)
  size.writeUInt32BE(track.length)
  return Buffer.concat([text('MThd'), head, text('MTrk'), size, track])
}
