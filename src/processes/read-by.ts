import { z } from 'zod'
import type { Reader } from './config.ts'

/** A field of a schema that a reader of `config.ts` reads, so that all processes read it alike. */
export function readBy<T>(reader: Reader<T>) {
  const text = z.string().optional()
  return text.transform((value, context): T => {
    try {
      return reader(value)
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as RangeError).message })
      return z.NEVER
    }
  })
}
