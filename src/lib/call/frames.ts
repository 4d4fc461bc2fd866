import { isUtf8 } from 'node:buffer'

/** Four bytes, big-endian, say how many bytes of JSON follow. */
const headerBytes = 4

/** Largest JSON text of one frame, unless told otherwise. */
export const usualFrameBytes = 8 * 1024 * 1024

/** A frame that nobody who speaks this protocol sends; the connection is given up. */
export class BrokenFrame extends Error {
  override readonly name = 'BrokenFrame'
}

/** One frame as bytes, or undefined when the text is larger than agreed. */
export function encodeFrame(text: string, maxFrameBytes: number): Buffer | undefined {
  const size = Buffer.byteLength(text)
  if (size > maxFrameBytes) return undefined
  const frame = Buffer.allocUnsafe(headerBytes + size)
  frame.writeUInt32BE(size, 0)
  frame.write(text, headerBytes, 'utf8')
  return frame
}

/** Cuts a stream of bytes into frames; throws BrokenFrame for a size or text that is none. */
export class FrameReader {
  readonly #maxFrameBytes: number
  #chunks: Buffer[] = []
  #size = 0

  constructor(maxFrameBytes: number) {
    this.#maxFrameBytes = maxFrameBytes
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#size += chunk.length
  }

  /** True when bytes are kept that no frame has used yet. */
  get hasRest(): boolean {
    return this.#size > 0
  }

  /** The JSON text of the next whole frame, if there is one. */
  next(): string | undefined {
    if (this.#size < headerBytes) return undefined
    const size = this.#front(headerBytes).readUInt32BE(0)
    if (size === 0 || size > this.#maxFrameBytes) throw new BrokenFrame('frame size not allowed')
    const end = headerBytes + size
    if (this.#size < end) return undefined
    const front = this.#front(end)
    const body = front.subarray(headerBytes, end)
    this.#drop(front, end)
    if (!isUtf8(body)) throw new BrokenFrame('frame is not UTF-8')
    return body.toString('utf8')
  }

  /** The first chunk, made long enough; joins once per frame, so large frames stay linear. */
  #front(size: number): Buffer {
    if (this.#chunks[0]!.length < size) this.#chunks = [Buffer.concat(this.#chunks, this.#size)]
    return this.#chunks[0]!
  }

  #drop(front: Buffer, size: number): void {
    this.#size -= size
    if (front.length === size) this.#chunks.shift()
    else this.#chunks[0] = front.subarray(size)
  }
}
