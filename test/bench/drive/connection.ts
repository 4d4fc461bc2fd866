import { connect, type NetConnectOpts, type Socket } from 'node:net'
import { type Answer, AnswerReader } from './answer-reader.ts'

const answerMillis = 20_000

/** One kept-open connection on which one question is asked after the other. */
export interface Connection {
  /** Sends the bytes of one request and waits for its answer. */
  ask(request: string): Promise<Answer>
  close(): void
}

/** Much lighter than node:http, so that a machine of two cores is busy with what is measured. */
export function openConnection(to: NetConnectOpts): Connection {
  const socket = connect({ noDelay: true, ...to } as NetConnectOpts)
  const reader = new AnswerReader()
  let waiting: PromiseWithResolvers<Answer> | undefined
  const fail = (error: Error) => {
    socket.destroy()
    waiting?.reject(error)
    waiting = undefined
  }
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('the connection was closed')))
  socket.setTimeout(answerMillis, () => {
    if (waiting) fail(new Error('no answer in time'))
  })
  socket.on('data', (chunk: Buffer) => {
    try {
      reader.push(chunk)
      const answer = reader.next()
      if (!answer) return
      const asked = waiting
      waiting = undefined
      asked?.resolve(answer)
    } catch (error) {
      fail(error as Error)
    }
  })
  return {
    ask(request) {
      if (waiting) throw new RangeError('one question at a time')
      waiting = Promise.withResolvers<Answer>()
      if (isGone(socket)) fail(new Error('the connection was closed'))
      else socket.write(request)
      return waiting?.promise ?? Promise.reject(new Error('the connection was closed'))
    },
    close: () => socket.destroy(),
  }
}

function isGone(socket: Socket): boolean {
  return socket.destroyed || (!socket.connecting && !socket.writable)
}
