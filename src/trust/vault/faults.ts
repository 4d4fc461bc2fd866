import { BrokenSeal } from './broken-seal.ts'
import { DatabaseFault } from './db.ts'

/**
 * What of an error may be logged. Messages that Node or a driver wrote can quote what they
 * choked on, and here that may be a name; so only our own messages stay, and where it was.
 */
export function bareError(error: unknown): Error {
  const isOwn = error instanceof DatabaseFault || error instanceof BrokenSeal
  const { name, stack = '' } = error instanceof Error ? error : new Error('not an error')
  const bare = new Error(isOwn ? error.message : 'details are left out in the vault')
  bare.name = name
  const frames = stack.split('\n').filter((line) => line.startsWith('    at '))
  bare.stack = [`${name}: ${bare.message}`, ...frames].join('\n')
  return bare
}
