import {
  Agent,
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
  request,
  type ServerResponse,
} from 'node:http'
import { join } from 'node:path'
import { plainAnswer } from './answers.ts'
import { inwards, outwards } from './headers.ts'
import type { Limits, SiteProcess } from './ways.ts'

export type PassOn = (
  incoming: IncomingMessage,
  response: ServerResponse,
  wish: { name: SiteProcess; limits: Limits; address: string },
) => void

/** A process being started again is back within a second; nothing has been sent to it yet. */
const connectTries = 5
const connectPauseMillis = 250
const mostSockets = 256

export type PassOnWish = {
  runDir: string
  isSecure: boolean
  /** How long a page may take; a process that hangs must not hold its visitors. */
  answerMillis: number
}

/**
 * Passes requests on to the processes behind, over connections kept open. One that gives no
 * answer in time is not asked again: the visitor is told.
 */
export function passOnTo({ runDir, isSecure, answerMillis }: PassOnWish): {
  passOn: PassOn
  close: () => void
} {
  const agent = new Agent({ keepAlive: true, maxSockets: mostSockets, maxFreeSockets: 64 })
  const passOn: PassOn = (incoming, response, { name, limits, address }) => {
    const socketPath = join(runDir, name, 'for-gateway/socket')
    const headers = inwards(incoming.rawHeaders, address)
    const { method, url: path } = incoming
    const options = { agent, socketPath, method, path, headers, setHost: false }
    let tries = 0
    let current: ClientRequest | undefined

    const ask = () => {
      tries += 1
      current = askOnce({ options, incoming, limits, answerMillis }, (answer, failure) => {
        if (answer) return giveBack(answer, response, isSecure)
        if (response.destroyed) return
        const { isConnected, isLate, wasReused } = failure
        if (isLate) return plainAnswer(response, 504, method === 'HEAD')
        const mayRepeat = !isConnected || (wasReused && isRead(incoming))
        if (mayRepeat && tries < connectTries) {
          setTimeout(ask, isConnected ? 0 : connectPauseMillis)
          return
        }
        plainAnswer(response, isConnected ? 502 : 503, method === 'HEAD')
      })
    }
    response.on('close', () => {
      if (!response.writableFinished) current?.destroy()
    })
    ask()
  }
  return { passOn, close: () => agent.destroy() }
}

type Asking = {
  options: RequestOptions
  incoming: IncomingMessage
  limits: Limits
  answerMillis: number
}
type Failure = { isConnected: boolean; isLate: boolean; wasReused: boolean }
type Heard = (...heard: [IncomingMessage, undefined] | [undefined, Failure]) => void

/** Asks once, and hears an answer, or why there is none. */
function askOnce({ options, incoming, limits, answerMillis }: Asking, heard: Heard) {
  const asked = request(options)
  let isConnected = false
  let isLate = false
  let answered: IncomingMessage | undefined
  const waiting = () =>
    setTimeout(() => {
      isLate = true
      asked.destroy()
    }, answerMillis)
  let slow = waiting()
  asked.on('socket', (socket) => {
    const connected = () => {
      isConnected = true
      if (hasNoBody(incoming)) return asked.end()
      // A body has bounds of its own; an answer is waited for when all of it is there.
      clearTimeout(slow)
      sendBody(incoming, asked, limits)
      incoming.on('end', () => {
        if (!answered && !asked.destroyed) slow = waiting()
      })
    }
    if (socket.connecting) socket.once('connect', connected)
    else connected()
  })
  asked.on('response', (answer) => {
    answered = answer
    clearTimeout(slow)
    heard(answer, undefined)
  })
  asked.on('error', () => {
    clearTimeout(slow)
    if (answered) answered.destroy()
    else heard(undefined, { isConnected, isLate, wasReused: asked.reusedSocket })
  })
  return asked
}

/** The length was announced and looked at; how long it may take is bounded here. */
function sendBody(incoming: IncomingMessage, asked: ClientRequest, limits: Limits): void {
  const end = () => incoming.destroy()
  const late = setTimeout(end, limits.bodyMillis)
  const stalled = setTimeout(end, limits.stallMillis)
  incoming.on('data', () => stalled.refresh())
  incoming.on('end', () => clearTimeout(stalled))
  incoming.on('close', () => {
    clearTimeout(late)
    clearTimeout(stalled)
    if (!incoming.complete) asked.destroy()
  })
  incoming.pipe(asked)
}

function giveBack(answer: IncomingMessage, response: ServerResponse, isSecure: boolean): void {
  response.writeHead(answer.statusCode ?? 502, outwards(answer.rawHeaders, isSecure))
  answer.pipe(response)
  // A cut-off answer must look cut off to the visitor too.
  answer.on('error', () => response.destroy())
  answer.on('aborted', () => response.destroy())
  answer.on('close', () => answer.complete || response.destroy())
}

function hasNoBody({ headers }: IncomingMessage): boolean {
  return headers['content-length'] === undefined || headers['content-length'] === '0'
}

/** A connection cut unanswered may have carried it out: only what changes nothing is safe. */
function isRead({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD'
}
