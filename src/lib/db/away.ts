/** SQLSTATE classes: connection exceptions, no room for one more, the server shuts or starts. */
const awayStates = /^(?:08...|53300|57P0[123])$/
const awayCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT'])
/** The driver gives these no code. */
const awayWords = [
  /^Connection terminated/,
  /^timeout exceeded when/,
  /^Query read timeout/,
  /^Client (?:has encountered a conn|was closed)/,
]

/** True when a statement failed because the database could not be reached: it passes by itself. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, syscall, severity } = error as unknown as Record<string, unknown>
  // The server ended the connection or did not let us in; we log in with what it gave us.
  if (severity === 'FATAL') return true
  if (typeof code !== 'string') return awayWords.some((each) => each.test(error.message))
  return awayStates.test(code) || (awayCodes.has(code) && syscall !== 'open')
}
