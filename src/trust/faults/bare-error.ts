import { ownFrames } from '#lib/own-frames.ts'
import { BrokenSeal } from '#trust/vault/broken-seal.ts'
import { DatabaseFault } from '#trust/vault/db.ts'

/** A name can be set to anything, too. */
const names: ReadonlySet<string> = new Set([
  ...['Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'URIError'],
  ...['AggregateError', 'AbortError', 'AssertionError', 'Refusal', 'DatabaseFault', 'BrokenSeal'],
])
/** As our own two classes write it: codes and names of constraints, kinds and numbers of keys. */
const ownMessage = /^[a-z][A-Za-z0-9 _:()"-]{0,119}$/

/**
 * What of an error may be logged. Messages that Node or a driver wrote can quote what they
 * choked on, and here that may be a name; so only our own messages stay, and where it was: our
 * own files and line numbers. Never throws, whatever was thrown.
 */
export function bareError(error: unknown): Error {
  try {
    return bared(error)
  } catch {
    return bared(undefined)
  }
}

function bared(error: unknown): Error {
  const isOwn = error instanceof DatabaseFault || error instanceof BrokenSeal
  const message = isOwn && ownMessage.test(error.message) ? error.message : leftOut
  const bare = new Error(message)
  bare.name = error instanceof Error && names.has(error.name) ? error.name : 'Error'
  const frames = error instanceof Error ? ownFrames(error) : []
  bare.stack = [`${bare.name}: ${message}`, ...frames.map((at) => `    at ${at}`)].join('\n')
  return bare
}

const leftOut = 'details are left out in the vault'
