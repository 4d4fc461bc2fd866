import type { Socket } from 'node:net'
import { BrokenFrame, FrameReader } from '#lib/call/frames.ts'

export interface FramedSocketOptions {
  maxFrameBytes: number
  /** Longest a frame may take from its first byte to its last. */
  frameMillis: number
  /** Longest the other side may leave our bytes unread. */
  stallMillis: number
  /** Gets each frame's JSON, parsed but not checked; a throw gives the connection up. */
  onMessage: (message: unknown) => void
  /** False while no further frame should be read. */
  mayRead: () => boolean
  /** Called once, whatever ended the connection. */
  onEnd: (error: Error | undefined) => void
}

/** A socket that carries frames: one write per turn of the event loop, reading on demand. */
export class FramedSocket {
  readonly #socket: Socket
  readonly #options: FramedSocketOptions
  readonly #reader: FrameReader
  #unwritten: Buffer[] = []
  #flushPlanned = false
  #held = false
  #isEnding = false
  #frameTimer: NodeJS.Timeout | undefined
  #stallTimer: NodeJS.Timeout | undefined
  #error: Error | undefined

  constructor(socket: Socket, options: FramedSocketOptions) {
    this.#socket = socket
    this.#options = options
    this.#reader = new FrameReader(options.maxFrameBytes)
    socket.on('data', (chunk: Buffer) => {
      if (this.#isEnding) return
      this.#reader.push(chunk)
      this.#pump()
    })
    socket.on('drain', () => this.#drained())
    socket.on('error', (error) => {
      this.#error ??= error
    })
    socket.on('close', () => this.#ended())
  }

  /** True while the other side does not take what we send. */
  get isFull(): boolean {
    return this.#socket.writableNeedDrain
  }

  /** Queues a frame; all frames of one turn leave in one write. */
  send(frame: Buffer): void {
    this.#unwritten.push(frame)
    if (this.#flushPlanned || this.#socket.writableNeedDrain) return
    this.#flushPlanned = true
    setImmediate(() => this.#flush())
  }

  /** Reads on, after `mayRead` had said no. */
  readOn(): void {
    if (this.#held && this.#options.mayRead()) this.#pump()
  }

  /** Sends what is queued, then closes; what still arrives is dropped. */
  end(): void {
    this.#isEnding = true
    this.#flush()
    this.#socket.end()
    // A paused socket would never see the other side's end.
    this.#socket.resume()
  }

  destroy(error?: Error): void {
    this.#error ??= error
    this.#socket.destroy()
  }

  #flush(): void {
    this.#flushPlanned = false
    if (this.#unwritten.length === 0 || !this.#socket.writable) return
    const [first, ...more] = this.#unwritten
    this.#unwritten = []
    const taken = this.#socket.write(more.length === 0 ? first! : Buffer.concat([first!, ...more]))
    if (taken) return
    this.#stallTimer ??= setTimeout(
      () => this.destroy(new BrokenFrame('the other side does not read')),
      this.#options.stallMillis,
    )
  }

  #drained(): void {
    clearTimeout(this.#stallTimer)
    this.#stallTimer = undefined
    this.#flush()
    this.readOn()
  }

  #pump(): void {
    const { mayRead, onMessage } = this.#options
    let frames = 0
    try {
      while (mayRead()) {
        const text = this.#reader.next()
        if (text === undefined) break
        frames += 1
        onMessage(parseJson(text))
      }
    } catch (error) {
      this.destroy(error instanceof Error ? error : new BrokenFrame(String(error)))
      return
    }
    this.#hold(!mayRead())
    this.#watchHalfFrame(frames > 0)
  }

  #hold(held: boolean): void {
    if (held === this.#held) return
    this.#held = held
    if (held) this.#socket.pause()
    else this.#socket.resume()
  }

  /** One clock per frame: bytes that trickle in do not wind it up again. */
  #watchHalfFrame(progress: boolean): void {
    const isHalf = this.#reader.hasRest && !this.#held
    if (this.#frameTimer && (progress || !isHalf)) {
      clearTimeout(this.#frameTimer)
      this.#frameTimer = undefined
    }
    if (!isHalf) return
    this.#frameTimer ??= setTimeout(
      () => this.destroy(new BrokenFrame('half a frame, then silence')),
      this.#options.frameMillis,
    )
  }

  #ended(): void {
    clearTimeout(this.#frameTimer)
    clearTimeout(this.#stallTimer)
    this.#unwritten = []
    this.#options.onEnd(this.#error)
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The parser's own message quotes the text, which may be personal.
    throw new BrokenFrame('frame is not JSON')
  }
}
