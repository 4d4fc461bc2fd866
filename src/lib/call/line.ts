import { createConnection } from 'node:net'
import { readAnswer } from '#lib/call/answer.ts'
import type { Call } from '#lib/call/call.ts'
import { FramedSocket } from '#lib/call/framed-socket.ts'
import { encodeFrame, usualFrameBytes } from '#lib/call/frames.ts'
import { type Clock, systemClock } from '#lib/clock.ts'
import { Refusal } from '#lib/refusal.ts'
import { toWire } from '#lib/shapes.ts'

export interface LineOptions {
  /** The server's socket for this caller. */
  path: string
  /** Most calls that may wait for an answer at once; one more is refused. */
  maxPending?: number
  maxFrameBytes?: number
  /** How long an unsent call waits for a server that cannot be reached. */
  patienceMillis?: number
  clock?: Clock
}

interface Waiting {
  readonly id: number
  readonly name: string
  readonly idempotent: boolean
  readonly frame: Buffer
  readonly timer: NodeJS.Timeout
  readonly resolve: (output: unknown) => void
  readonly reject: (error: Error) => void
  /** Since when it waits to be sent, in milliseconds since 1970. */
  unsentSince: number
  isSent: boolean
  isSecondTry: boolean
}

const frameMillis = 10_000
const stallMillis = 30_000
const firstPauseMillis = 10
const longestPauseMillis = 500
const connectMillis = 2_000

/** One kept-open connection to a server; opens when asked, and again after it was lost. */
export class CallLine {
  readonly #path: string
  readonly #maxPending: number
  readonly #maxFrameBytes: number
  readonly #patienceMillis: number
  readonly #clock: Clock
  readonly #waiting = new Map<number, Waiting>()
  #socket: FramedSocket | undefined
  #isOpen = false
  #isClosed = false
  #pauseMillis = firstPauseMillis
  #pause: NodeJS.Timeout | undefined
  #lastId = 0

  constructor(options: LineOptions) {
    this.#path = options.path
    this.#maxPending = options.maxPending ?? 1_000
    this.#maxFrameBytes = options.maxFrameBytes ?? usualFrameBytes
    this.#patienceMillis = options.patienceMillis ?? 1_000
    this.#clock = options.clock ?? systemClock
  }

  /** Asks, and gives the output as it came over the wire, unparsed. */
  ask(name: string, spec: Call<unknown, unknown>, input: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) throw new Refusal('unavailable', 'the connection was closed')
      if (this.#waiting.size >= this.#maxPending) {
        throw new Refusal('unavailable', 'too many calls wait')
      }
      const id = ++this.#lastId
      const now = this.#clock().getTime()
      const frame = this.#encode({ id, name, input, deadline: now + spec.timeoutMillis })
      const waiting: Waiting = {
        id,
        name,
        idempotent: spec.idempotent,
        frame,
        timer: setTimeout(() => this.#timeOut(waiting), spec.timeoutMillis),
        resolve,
        reject,
        unsentSince: now,
        isSent: false,
        isSecondTry: false,
      }
      this.#waiting.set(id, waiting)
      if (this.#isOpen) this.#send(waiting)
      else this.#open()
    })
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#pause)
    this.#socket?.destroy()
    for (const waiting of this.#waiting.values()) {
      this.#fail(waiting, new Refusal('unavailable', 'the connection was closed'))
    }
  }

  #encode(request: { id: number; name: string; input: unknown; deadline: number }): Buffer {
    const { id, name, input, deadline } = request
    const json = `{"id":${id},"name":${JSON.stringify(name)},"deadline":${deadline},"input":`
    const frame = encodeFrame(`${json}${JSON.stringify(toWire(input))}}`, this.#maxFrameBytes)
    if (!frame) throw new Refusal('too-large', `input of ${name} is larger than a frame`)
    return frame
  }

  #send(waiting: Waiting): void {
    waiting.isSent = true
    this.#socket!.send(waiting.frame)
  }

  #open(): void {
    if (this.#socket || this.#pause || this.#isClosed) return
    const socket = createConnection(this.#path)
    const givingUp = setTimeout(() => socket.destroy(), connectMillis)
    socket.once('connect', () => {
      clearTimeout(givingUp)
      this.#isOpen = true
      this.#pauseMillis = firstPauseMillis
      for (const waiting of this.#waiting.values()) this.#send(waiting)
    })
    socket.once('close', () => clearTimeout(givingUp))
    this.#socket = new FramedSocket(socket, {
      maxFrameBytes: this.#maxFrameBytes,
      frameMillis,
      stallMillis,
      mayRead: () => true,
      onMessage: (message) => this.#answered(message),
      onEnd: () => this.#lost(),
    })
  }

  #answered(message: unknown): void {
    const answer = readAnswer(message)
    const waiting = this.#waiting.get(answer.id)
    // The answer of a call that timed out meanwhile.
    if (!waiting) return
    this.#forget(waiting)
    if ('error' in answer) waiting.reject(answer.error(waiting.name))
    else waiting.resolve(answer.output)
  }

  #lost(): void {
    this.#socket = undefined
    this.#isOpen = false
    const now = this.#clock().getTime()
    for (const waiting of this.#waiting.values()) {
      if (waiting.isSent && waiting.idempotent && !waiting.isSecondTry) {
        waiting.isSecondTry = true
        waiting.isSent = false
        waiting.unsentSince = now
      } else if (waiting.isSent || now - waiting.unsentSince >= this.#patienceMillis) {
        this.#fail(waiting, new Refusal('unavailable', `no connection for ${waiting.name}`))
      }
    }
    if (!this.#isClosed) this.#openAfterPause()
  }

  /** Waits a little longer each time, and opens only if somebody still wants an answer. */
  #openAfterPause(): void {
    this.#pause = setTimeout(() => {
      this.#pause = undefined
      if (this.#waiting.size > 0) this.#open()
    }, this.#pauseMillis)
    this.#pauseMillis = Math.min(this.#pauseMillis * 2, longestPauseMillis)
  }

  #timeOut(waiting: Waiting): void {
    const code = waiting.isSent ? 'timeout' : 'unavailable'
    this.#fail(waiting, new Refusal(code, `no answer to ${waiting.name}`))
  }

  #fail(waiting: Waiting, error: Error): void {
    this.#forget(waiting)
    waiting.reject(error)
  }

  #forget(waiting: Waiting): void {
    clearTimeout(waiting.timer)
    this.#waiting.delete(waiting.id)
  }
}
