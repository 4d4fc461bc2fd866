import { isRefusalCode, Refusal } from '#lib/refusal.ts'

const refusalState = 'DZ001'

/**
 * What a function of the database said no with, as a Refusal: the message is the code, the
 * detail an id. Any other error comes back as it is.
 */
export function saidNo(error: unknown): unknown {
  const { code, message, detail } = error as { code?: string; message?: string; detail?: string }
  if (code !== refusalState || !isRefusalCode(message)) return error
  return new Refusal(message, message, detail ? { about: detail } : {})
}
