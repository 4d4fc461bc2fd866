import { createConnection, type Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { readAnswer } from '#lib/call/answer.ts'
import type { Call } from '#lib/call/call.ts'
import { FramedSocket } from '#lib/call/framed-socket.ts'
import { encodeFrame, usualFrameBytes } from '#lib/call/frames.ts'
import type { Papers } from '#lib/call/identity.ts'
import { connectByTls, type TlsPlace } from '#lib/call/tls.ts'
import { type Clock, systemClock } from '#lib/clock.ts'
import { Refusal } from '#lib/refusal.ts'
import { toWire } from '#lib/shapes.ts'

/** The server's socket for this caller, or where it is on another host. */
export type Place = { path: string } | { tls: TlsPlace }

export type LineOptions = Place & LineLimits

export interface LineLimits {
  /** Most calls that may wait for an answer at once; one more is refused. */
  maxPending?: number
  maxFrameBytes?: number
  /** How long an unsent call waits for a server that cannot be reached. */
  patienceMillis?: number
  /** Across hosts: a connection on which nothing was heard for so long is given up with a call. */
  silentMillis?: number
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
  /** The connection that carries it; undefined while it is not sent. */
  sentOn: FramedSocket | undefined
  isSecondTry: boolean
}

const frameMillis = 10_000
const stallMillis = 30_000
const firstPauseMillis = 10
const longestPauseMillis = 500
const connectMillis = 2_000
const usualSilentMillis = 10_000

/**
 * One kept-open connection to a server; opens when asked, and again after it was lost.
 *
 * Across hosts it is opened anew when a certificate was renewed or ends: what was sent is answered
 * on the old connection, what comes goes over the new one, and no call is lost.
 */
export class CallLine {
  readonly #place: Place
  readonly #maxPending: number
  readonly #maxFrameBytes: number
  readonly #patienceMillis: number
  readonly #silentMillis: number
  readonly #clock: Clock
  readonly #waiting = new Map<number, Waiting>()
  #socket: FramedSocket | undefined
  /** Under which papers the connection was opened, and until when the other side's are good. */
  #papers: Papers | undefined
  #until = Number.POSITIVE_INFINITY
  readonly #leaving = new Set<FramedSocket>()
  /** Since when something is asked on this connection, and nothing was heard. */
  #askedSince: number | undefined
  #isOpen = false
  #isClosed = false
  #pauseMillis = firstPauseMillis
  #pause: NodeJS.Timeout | undefined
  #lastId = 0

  constructor(options: LineOptions) {
    this.#place = options
    this.#maxPending = options.maxPending ?? 1_000
    this.#maxFrameBytes = options.maxFrameBytes ?? usualFrameBytes
    this.#patienceMillis = options.patienceMillis ?? 1_000
    this.#silentMillis = options.silentMillis ?? usualSilentMillis
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
        sentOn: undefined,
        isSecondTry: false,
      }
      this.#waiting.set(id, waiting)
      this.#leaveOld(now)
      if (this.#isOpen) this.#send(waiting)
      else this.#open()
    })
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#pause)
    for (const socket of this.#leaving) socket.destroy()
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
    waiting.sentOn = this.#socket!
    this.#askedSince ??= this.#clock().getTime()
    this.#socket!.send(waiting.frame)
  }

  #open(): void {
    if (this.#socket || this.#pause || this.#isClosed) return
    const socket = this.#connect()
    const givingUp = setTimeout(() => socket.destroy(), connectMillis)
    socket.once('tls' in this.#place ? 'secureConnect' : 'connect', () => {
      clearTimeout(givingUp)
      this.#isOpen = true
      if ('tls' in this.#place) this.#until = endOf(socket as TLSSocket)
      for (const waiting of this.#waiting.values()) if (!waiting.sentOn) this.#send(waiting)
    })
    socket.once('close', () => clearTimeout(givingUp))
    const framed: FramedSocket = new FramedSocket(socket, {
      maxFrameBytes: this.#maxFrameBytes,
      frameMillis,
      stallMillis,
      mayRead: () => true,
      onMessage: (message) => {
        if (this.#socket === framed) this.#askedSince = undefined
        this.#answered(message)
      },
      onEnd: (error) => {
        if (error && 'tls' in this.#place) this.#place.tls.onProblem?.(error)
        this.#lost(framed)
      },
    })
    this.#socket = framed
    this.#askedSince = undefined
  }

  #connect(): Socket {
    if ('path' in this.#place) return createConnection(this.#place.path)
    this.#papers = this.#place.tls.identity.current()
    return connectByTls(this.#place.tls, this.#papers)
  }

  /** Takes the connection out of use when a certificate was renewed or has ended. */
  #leaveOld(now: number): void {
    if (!this.#isOpen || !('tls' in this.#place)) return
    if (this.#place.tls.identity.current() === this.#papers && now < this.#until) return
    const old = this.#socket!
    this.#socket = undefined
    this.#isOpen = false
    this.#leaving.add(old)
    this.#endIfDone(old)
  }

  #endIfDone(socket: FramedSocket | undefined): void {
    if (!socket || !this.#leaving.has(socket)) return
    for (const { sentOn } of this.#waiting.values()) if (sentOn === socket) return
    this.#leaving.delete(socket)
    socket.end()
  }

  #answered(message: unknown): void {
    const answer = readAnswer(message)
    const waiting = this.#waiting.get(answer.id)
    // The answer of a call that timed out meanwhile.
    if (!waiting) return
    this.#forget(waiting)
    this.#pauseMillis = firstPauseMillis
    if ('error' in answer) waiting.reject(answer.error(waiting.name))
    else waiting.resolve(answer.output)
  }

  #lost(socket: FramedSocket): void {
    const wasInUse = this.#socket === socket
    this.#leaving.delete(socket)
    if (wasInUse) this.#socket = undefined
    if (wasInUse) this.#isOpen = false
    const now = this.#clock().getTime()
    for (const waiting of this.#waiting.values()) {
      const wasOnIt = waiting.sentOn === socket
      if (wasOnIt && waiting.idempotent && !waiting.isSecondTry) {
        waiting.isSecondTry = true
        waiting.sentOn = undefined
        waiting.unsentSince = now
        if (this.#isOpen) this.#send(waiting)
      } else if (wasOnIt || (wasInUse && this.#isTired(waiting, now))) {
        this.#fail(waiting, new Refusal('unavailable', `no connection for ${waiting.name}`))
      }
    }
    if (!this.#isClosed && !this.#socket) this.#openAfterPause()
  }

  #isTired(waiting: Waiting, now: number): boolean {
    return !waiting.sentOn && now - waiting.unsentSince >= this.#patienceMillis
  }

  /** Waits a little longer each time, and opens only if somebody still wants an answer. */
  #openAfterPause(): void {
    if (this.#pause) return
    this.#pause = setTimeout(() => {
      this.#pause = undefined
      if (this.#waiting.size > 0) this.#open()
    }, this.#pauseMillis)
    this.#pauseMillis = Math.min(this.#pauseMillis * 2, longestPauseMillis)
  }

  #timeOut(waiting: Waiting): void {
    const code = waiting.sentOn ? 'timeout' : 'unavailable'
    this.#fail(waiting, new Refusal(code, `no answer to ${waiting.name}`))
    this.#leaveSilent(waiting.sentOn)
  }

  /** A host that lost its power says nothing, and TCP would go on for a quarter of an hour. */
  #leaveSilent(socket: FramedSocket | undefined): void {
    if (!('tls' in this.#place) || socket !== this.#socket) return
    const silentFor = this.#clock().getTime() - (this.#askedSince ?? Number.POSITIVE_INFINITY)
    if (!socket || silentFor < this.#silentMillis) return
    this.#socket = undefined
    this.#isOpen = false
    socket.destroy(new Error('nothing was heard'))
  }

  #fail(waiting: Waiting, error: Error): void {
    this.#forget(waiting)
    waiting.reject(error)
  }

  #forget(waiting: Waiting): void {
    clearTimeout(waiting.timer)
    this.#waiting.delete(waiting.id)
    this.#endIfDone(waiting.sentOn)
  }
}

/** When the certificate of the other side ends, in milliseconds since 1970. */
function endOf(socket: TLSSocket): number {
  return Date.parse(socket.getPeerX509Certificate()?.validTo ?? '')
}
