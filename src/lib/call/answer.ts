import { CallFault } from '#lib/call/call.ts'
import { BrokenFrame } from '#lib/call/frames.ts'
import { isRefusalCode, Refusal, type RefusalDetails } from '#lib/refusal.ts'
import { toWire } from '#lib/shapes.ts'

/** What came back: an output still to be parsed, or the error to throw at the caller. */
export type Answer =
  | { id: number; output: unknown }
  | { id: number; error: (call: string) => Error }

const mostMessage = 500

/** Reads an answer frame; BrokenFrame when it is none. */
export function readAnswer(message: unknown): Answer {
  if (!isRecord(message)) throw new BrokenFrame('answer is not an object')
  const id = readCallId(message.id)
  if (Object.hasOwn(message, 'output')) return { id, output: message.output }
  if (isRecord(message.refusal)) {
    const refusal = readRefusal(message.refusal)
    if (refusal) return { id, error: () => refusal }
    return { id, error: (call) => new CallFault(call, 'unknown refusal code') }
  }
  if (typeof message.fault === 'string') {
    const reference = message.fault.slice(0, 40)
    return { id, error: (call) => new CallFault(call, reference) }
  }
  throw new BrokenFrame('answer without output, refusal or fault')
}

function readRefusal(sent: Record<string, unknown>): Refusal | undefined {
  if (!isRefusalCode(sent.code)) return undefined
  const message = typeof sent.message === 'string' ? sent.message : sent.code
  const details: RefusalDetails = {}
  if (isRecord(sent.details)) {
    const { field, left } = sent.details
    if (typeof field === 'string') details.field = field
    if (typeof left === 'number') details.left = left
  }
  return new Refusal(sent.code, message, details)
}

/** A request as it came: checked as a frame, the input not yet. */
export interface Request {
  id: number
  name: string
  input: unknown
  deadline: number
}

/** Reads a request frame; BrokenFrame when it is none. */
export function readRequest(message: unknown): Request {
  if (!isRecord(message)) throw new BrokenFrame('request is not an object')
  const { name, deadline, input } = message
  const id = readCallId(message.id)
  if (typeof name !== 'string') throw new BrokenFrame('request without a name')
  if (typeof deadline !== 'number') throw new BrokenFrame('request without a deadline')
  return { id, name, input, deadline }
}

/** The frame text that carries an output. */
export function outputText(id: number, output: unknown): string {
  return `{"id":${id},"output":${JSON.stringify(toWire(output))}}`
}

/** The frame text that carries a "no". */
export function refusalText(id: number, refusal: Refusal): string {
  const { code } = refusal
  const { field, left } = refusal.details
  const message = refusal.message.slice(0, mostMessage)
  return JSON.stringify({ id, refusal: { code, message, details: { field, left } } })
}

/** The frame text that says only where in the server's log the cause stands. */
export function faultText(id: number, reference: string): string {
  return JSON.stringify({ id, fault: reference })
}

function readCallId(id: unknown): number {
  if (typeof id === 'number' && Number.isSafeInteger(id) && id > 0) return id
  throw new BrokenFrame('frame without an id')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
