import { base64url, fromBase64url } from '#lib/base64url.ts'
import { isId } from '#lib/ids.ts'
import { type Minor, minorUnits } from '#lib/money.ts'
import { Refusal } from '#lib/refusal.ts'

/**
 * A parser for one kind of value. It throws `Refusal('bad-input')` that names the path and
 * never repeats the value, because values may be personal.
 */
export interface Shape<T> {
  parse(value: unknown, path?: string): T
}

export type Infer<S> = S extends Shape<infer T> ? T : never

function refuse(path: string, want: string): never {
  throw new Refusal('bad-input', `${path === '' ? 'input' : path}: ${want}`, { field: path })
}

/** Also what turns the direction of the text around it; right-to-left letters need none of it. */
const control = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u
const controlButNewline = /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u

/** Text of `min` to `max` UTF-16 units; `lines` allows line breaks, no other control character. */
export function text(limits: { min?: number; max: number; lines?: boolean }): Shape<string> {
  const { min = 0, max } = limits
  const unwanted = limits.lines ? controlButNewline : control
  return {
    parse(value, path = '') {
      if (typeof value !== 'string') refuse(path, 'must be text')
      if (value.length < min) refuse(path, `must have at least ${min} characters`)
      if (value.length > max) refuse(path, `must have at most ${max} characters`)
      if (unwanted.test(value)) refuse(path, 'must not have control characters')
      if (!value.isWellFormed()) refuse(path, 'must be well-formed Unicode')
      return value
    },
  }
}

/** A lower-case UUID. */
export const id: Shape<string> = {
  parse(value, path = '') {
    return isId(value) ? value : refuse(path, 'must be an id')
  },
}

/** A whole number between two bounds, both included. */
export function integer({ min, max }: { min: number; max: number }): Shape<number> {
  return {
    parse(value, path = '') {
      if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
        refuse(path, 'must be a whole number')
      }
      if (value < min || value > max) refuse(path, `must be between ${min} and ${max}`)
      // A minus zero would not survive JSON.
      return value === 0 ? 0 : value
    },
  }
}

const decimal = /^(?:0|-?[1-9][0-9]{0,18})$/
const largest = 2n ** 63n - 1n

/** An amount in smallest units: a decimal text on the wire, because JSON numbers lose digits. */
export function minor(limits: { min?: bigint; max?: bigint } = {}): Shape<Minor> {
  const { min = -largest, max = largest } = limits
  return {
    parse(value, path = '') {
      if (typeof value !== 'string' || !decimal.test(value)) refuse(path, 'must be an amount')
      const amount = BigInt(value)
      if (amount < min || amount > max) refuse(path, `must be between ${min} and ${max}`)
      return minorUnits(amount)
    },
  }
}

export const flag: Shape<boolean> = {
  parse(value, path = '') {
    return typeof value === 'boolean' ? value : refuse(path, 'must be true or false')
  },
}

const lastInstant = 8_640_000_000_000_000

/** A moment in milliseconds since 1970, UTC. */
export const instant: Shape<number> = integer({ min: -lastInstant, max: lastInstant })

/** One of these words and no other. */
export function oneOf<const W extends readonly string[]>(...words: W): Shape<W[number]> {
  return {
    parse(value, path = '') {
      if (typeof value === 'string' && words.includes(value)) return value
      return refuse(path, `must be one of ${words.join(', ')}`)
    },
  }
}

/** A list of at most `max` values of one shape. */
export function list<T>(each: Shape<T>, { max }: { max: number }): Shape<T[]> {
  return {
    parse(value, path = '') {
      if (!Array.isArray(value)) refuse(path, 'must be a list')
      if (value.length > max) refuse(path, `must have at most ${max} entries`)
      return Array.from(value, (entry, place) => each.parse(entry, `${path}[${place}]`))
    },
  }
}

/** An object with exactly these own fields; anything more or less is refused. */
export function object<F extends Record<string, Shape<unknown>>>(
  fields: F,
): Shape<{ [K in keyof F]: Infer<F[K]> }> {
  const names = Object.keys(fields)
  const known = new Set(names)
  if (known.has('__proto__')) throw new RangeError('a field cannot be called __proto__')
  return {
    parse(value, path = '') {
      if (!isPlainObject(value)) refuse(path, 'must be an object')
      if (!Object.keys(value).every((name) => known.has(name))) refuse(path, 'has unknown fields')
      const parsed: Record<string, unknown> = {}
      for (const name of names) {
        const given = Object.hasOwn(value, name) ? value[name] : undefined
        parsed[name] = fields[name]!.parse(given, path === '' ? name : `${path}.${name}`)
      }
      return parsed as { [K in keyof F]: Infer<F[K]> }
    },
  }
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** The shape or null; a missing field is still refused. */
export function nullable<T>(shape: Shape<T>): Shape<T | null> {
  return {
    parse(value, path = '') {
      return value === null ? null : shape.parse(value, path)
    },
  }
}

/** At most `max` bytes: base64url on the wire, a Buffer inside. */
export function bytes({ min = 0, max }: { min?: number; max: number }): Shape<Buffer> {
  return {
    parse(value, path = '') {
      if (typeof value !== 'string') refuse(path, 'must be bytes in base64url')
      if (value.length > Math.ceil((max * 4) / 3)) refuse(path, `must have at most ${max} bytes`)
      const read = fromBase64url(value)
      if (!read) refuse(path, 'must be bytes in base64url')
      if (read.length < min) refuse(path, `must have at least ${min} bytes`)
      return read
    },
  }
}

/** No value at all; null on the wire. */
export const nothing: Shape<void> = {
  parse(value, path = '') {
    if (value !== null && value !== undefined) refuse(path, 'must be empty')
  },
}

/** The value as JSON can carry it: bigint as decimal text, bytes as base64url. */
export function toWire(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (typeof value !== 'object') return value ?? null
  if (value === null) return null
  if (value instanceof Uint8Array) return base64url(value)
  if (Array.isArray(value)) return value.map(toWire)
  const wire: Record<string, unknown> = {}
  for (const name of Object.keys(value)) wire[name] = toWire((value as never)[name])
  return wire
}
