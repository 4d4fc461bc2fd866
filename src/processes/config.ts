import { readFileSync } from 'node:fs'
import { ConfigError } from '#lib/config-error.ts'

/** Reads one setting; `undefined` means not set. Throws a RangeError that says what is wanted. */
export type Reader<T> = (value: string | undefined) => T

/**
 * Reads settings without a library, for the processes that carry none; others use `lib/config.ts`.
 * Called once, by a process's main. Nothing else reads process.env.
 */
export function readSettings<F extends Record<string, Reader<unknown>>>(
  fields: F,
  env: Readonly<Record<string, string | undefined>>,
): Readonly<{ [K in keyof F]: ReturnType<F[K]> }> {
  const sentences: string[] = []
  const read = Object.entries(fields).map(([name, reader]) => {
    try {
      return [name, reader(env[name] === '' ? undefined : env[name])]
    } catch (error) {
      sentences.push(`${name} ${(error as RangeError).message}.`)
      return [name, undefined]
    }
  })
  if (sentences.length > 0) throw new ConfigError(sentences)
  return Object.freeze(Object.fromEntries(read))
}

/** Text that must be there. */
export function needed(value: string | undefined): string {
  if (value === undefined) throw new RangeError('is not set')
  return value
}

export function optional(value: string | undefined): string | undefined {
  return value
}

export function usually(fallback: string): Reader<string> {
  return (value) => value ?? fallback
}

/** `1` means yes; not set means no. */
export function flag(value: string | undefined): boolean {
  if (value !== undefined && value !== '0' && value !== '1') throw new RangeError('must be 0 or 1')
  return value === '1'
}

/** What this process runs for: not told means production, where practice things are refused. */
export function production(value: string | undefined): boolean {
  return flag(value ?? '1')
}

export function wholeNumber(limits: { min: number; max: number; usual?: number }): Reader<number> {
  return (value) => {
    const number = value === undefined ? limits.usual : Number(value)
    if (number === undefined) throw new RangeError('is not set')
    if (!Number.isInteger(number) || number < limits.min || number > limits.max) {
      throw new RangeError(`must be a whole number from ${limits.min} to ${limits.max}`)
    }
    return number
  }
}

/** A file as it was when the process started; not set means none. */
export function fileBytes(value: string | undefined): Buffer | undefined {
  if (value === undefined) return undefined
  try {
    return readFileSync(value)
  } catch {
    throw new RangeError('must be a file that this process may read')
  }
}

/** Longest one statement of the database may run, in whole seconds; given in milliseconds. */
export function statementSeconds(value: string | undefined): number {
  return wholeNumber({ min: 1, max: 60, usual: 8 })(value) * 1_000
}

/** A key of 32 bytes in base64url. */
export function key(value: string | undefined): Buffer {
  const bytes = Buffer.from(needed(value), 'base64url')
  if (bytes.length !== 32) throw new RangeError('must be 32 bytes in base64url')
  return bytes
}

/** An http or https origin without a path, as browsers write it. */
export function origin(value: string | undefined): string {
  const url = URL.parse(needed(value))
  if (!url || !/^https?:$/.test(url.protocol) || url.origin !== value) {
    throw new RangeError('must be an origin like https://shop.example')
  }
  return url.origin
}

/** Exact origins with commas between them, each once, in the order given; not set means none. */
export function origins(value: string | undefined): readonly string[] {
  return [...new Set(parts(value).map(origin))]
}

/** Names with commas between them, each once, in the order given; at least one. */
export function names(value: string | undefined): readonly string[] {
  const found = parts(needed(value))
  if (found.length === 0) throw new RangeError('must name at least one')
  return [...new Set(found)]
}

/** Host names with commas between them, each once, in lower case; there may be none. */
export function domains(value: string | undefined): readonly string[] {
  const found = parts(value).map((each) => each.toLowerCase())
  const wrong = found.find((each) => !/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(each))
  if (wrong !== undefined) throw new RangeError(`${wrong} is no domain`)
  return [...new Set(found)]
}

function parts(value: string | undefined): string[] {
  const texts = (value ?? '').split(',').map((each) => each.trim())
  return texts.filter((each) => each !== '')
}
