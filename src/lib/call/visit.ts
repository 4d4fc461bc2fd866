import type { Socket } from 'node:net'
import { faultText, outputText, type Request, readRequest, refusalText } from '#lib/call/answer.ts'
import type { CallContext, CallList, Handlers } from '#lib/call/call.ts'
import { FramedSocket } from '#lib/call/framed-socket.ts'
import { BrokenFrame, encodeFrame, usualFrameBytes } from '#lib/call/frames.ts'
import { type Clock, systemClock } from '#lib/clock.ts'
import { type RandomBytes, systemRandom } from '#lib/random.ts'
import { isRefusal, Refusal } from '#lib/refusal.ts'

export interface Fault {
  /** All that the caller was told. */
  reference: string
  /** The call, or undefined when the connection itself broke the protocol. */
  call: string | undefined
  error: unknown
}

/** What one caller may ask, and who answers. */
export interface Answers<C extends CallList> {
  calls: C
  handlers: Handlers<C>
  /** Largest question of this caller, in bytes; as large as a frame when not given. */
  maxAskedBytes?: number
}

export interface VisitLimits {
  /** Gets what callers must not see; writes it to the log. */
  onFault: (fault: Fault) => void
  /** Most calls of one connection at work at once; further ones stay unread. */
  maxPending?: number
  /** Most connections of one caller. */
  maxConnections?: number
  maxFrameBytes?: number
  /** Longest a frame may take from its first byte to its last. */
  frameMillis?: number
  /** Longest that `close` waits for calls at work. */
  stopMillis?: number
  clock?: Clock
  random?: RandomBytes
}

export type VisitOptions = Answers<CallList> & VisitLimits

/** RangeError for a call that nobody would answer. */
export function checkAnswers({ calls, handlers }: Answers<CallList>): void {
  for (const name of Object.keys(calls)) {
    if (!Object.hasOwn(handlers, name)) throw new RangeError(`no handler for ${name}`)
  }
}

export const usualConnections = 64
export const usualStopMillis = 5_000
const usualPending = 1_000
const stallMillis = 30_000

/** One connection of the caller. */
export class Visit {
  readonly #options: VisitOptions
  readonly #clock: Clock
  readonly #maxFrameBytes: number
  readonly #socket: FramedSocket
  readonly #ended: Promise<void>
  readonly #gone = new AbortController()
  #atWork = 0
  #isStopping = false

  constructor(socket: Socket, options: VisitOptions) {
    this.#options = options
    this.#clock = options.clock ?? systemClock
    this.#maxFrameBytes = options.maxFrameBytes ?? usualFrameBytes
    this.#ended = new Promise((resolve) => socket.once('close', () => resolve()))
    socket.once('close', () => this.#gone.abort())
    const maxPending = options.maxPending ?? usualPending
    this.#socket = new FramedSocket(socket, {
      maxFrameBytes: options.maxAskedBytes ?? this.#maxFrameBytes,
      frameMillis: options.frameMillis ?? 10_000,
      stallMillis,
      mayRead: () => this.#atWork < maxPending && !this.#isStopping && !this.#socket.isFull,
      onMessage: (message) => this.#take(readRequest(message)),
      onEnd: (error) => {
        if (error instanceof BrokenFrame) this.#report(undefined, error)
      },
    })
  }

  /** Reads no more, finishes what is at work within the bound, closes. */
  async stop(withinMillis: number): Promise<void> {
    this.#isStopping = true
    if (this.#atWork === 0) this.#socket.end()
    const bound = setTimeout(() => this.#socket.destroy(), withinMillis)
    await this.#ended
    clearTimeout(bound)
  }

  #take(request: Request): void {
    this.#atWork += 1
    this.#work(request)
      .catch((error) => this.#refuse(request, error))
      .then((text) => this.#answer(request, text))
  }

  async #work({ id, name, input, deadline }: Request): Promise<string> {
    const { calls, handlers } = this.#options
    if (!Object.hasOwn(calls, name)) throw new Refusal('not-allowed', 'no such call')
    if (deadline <= this.#clock().getTime()) throw new Refusal('timeout', 'too late to begin')
    const handler = handlers[name] as (input: unknown, context: CallContext) => unknown
    const output = await handler(calls[name]!.in.parse(input), {
      deadline,
      gone: this.#gone.signal,
    })
    return outputText(id, output)
  }

  #refuse({ id, name }: Request, error: unknown): string {
    return isRefusal(error) ? refusalText(id, error) : faultText(id, this.#report(name, error))
  }

  #answer({ id, name }: Request, text: string): void {
    const frame = encodeFrame(text, this.#maxFrameBytes)
    const error = new RangeError('answer is larger than a frame')
    this.#socket.send(frame ?? encodeFrame(faultText(id, this.#report(name, error)), 200)!)
    this.#atWork -= 1
    if (this.#isStopping && this.#atWork === 0) this.#socket.end()
    else this.#socket.readOn()
  }

  #report(call: string | undefined, error: unknown): string {
    const reference = (this.#options.random ?? systemRandom)(6).toString('hex')
    this.#options.onFault({ reference, call, error })
    return reference
  }
}
