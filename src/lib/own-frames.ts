import { existsSync } from 'node:fs'

const longestStack = 50_000
const mostFrames = 20
const frame = /^ {4}at (?:.*\()?(?:async )?(?:file:\/\/)?(\/[\w./-]+):(\d{1,6}):(\d{1,6})\)?$/
const here = import.meta.filename
const ownFolder = /^.*(?=\/src\/lib\/own-frames\.ts$)/.exec(here)?.[0]

/** A built process is one file, this one; unbuilt it is whatever lies in this checkout. */
function isOwn(file: string): boolean {
  if (ownFolder === undefined) return file === here
  const isSource = /^\/(?:src|test|sandbox|bin|db)\/[\w/.-]+\.tsx?$/
  return (
    file.startsWith(ownFolder) && isSource.test(file.slice(ownFolder.length)) && existsSync(file)
  )
}

/**
 * Where in our own files an error came about, as `/path/file.ts:12:3`, innermost first.
 *
 * A stack begins with the message, and names functions; both may be what somebody typed, with
 * line breaks and all. So the message is cut off where it ends, nothing is given when it does not
 * end there, and of each line only file, line and column are taken, if the file is ours.
 */
export function ownFrames(error: Error): string[] {
  const { message } = error
  const stack = error.stack
  if (typeof stack !== 'string' || typeof message !== 'string') return []
  if (stack.length > longestStack) return []
  const begins = stack.indexOf(message)
  if (begins < 0 || stack.slice(0, begins).includes('\n')) return []
  const rest =
    message === '' ? stack.slice(stack.indexOf('\n')) : stack.slice(begins + message.length)
  if (!rest.startsWith('\n    at ')) return []
  return rest
    .slice(1)
    .split('\n')
    .map((line) => frame.exec(line))
    .filter((found) => found !== null && isOwn(found[1]!))
    .slice(0, mostFrames)
    .map((found) => `${found![1]}:${found![2]}:${found![3]}`)
}
