import type { Clock } from '#lib/clock.ts'
import { maskPersonal } from '#lib/mask.ts'
import { ownFrames } from '#lib/own-frames.ts'

export type LogLevel = 'info' | 'warn' | 'error'

type Scalar = string | number | bigint | boolean | null | undefined | Date
/** Flat, or one level below: what is deeper is somebody's object, and may hold anything. */
export type LogValue = Scalar | readonly Scalar[] | { readonly [name: string]: Scalar }
export interface LogFields {
  readonly [name: string]: LogValue | Error
}

/** Writes what happened; `event` is a fixed name in kebab-case, never a sentence with values. */
export interface Log {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  /** For what a person should look at; `error` may be passed as a field of that name. */
  error(event: string, fields?: Readonly<Record<string, unknown>> & { error?: unknown }): void
}

const longestText = 500
const mostFields = 30
const mostEntries = 20
const mostFrames = 8

/**
 * A log of one JSON line per event: `at`, `level`, `process`, `event`, then the fields.
 *
 * Every text is masked and cut, lists and objects too, so a mistake above puts no mail address
 * or card number on a disk. `write` gets the line with its line break.
 */
export function logger(process: string, write: (line: string) => void, clock: Clock): Log {
  const put = (level: LogLevel, event: string, fields: object = {}) => {
    const head = { at: clock().toISOString(), level, process, event: maskPersonal(event) }
    const safe = Object.entries(fields)
      .slice(0, mostFields)
      .filter(([name]) => !Object.hasOwn(head, name))
      .map(([name, value]) => [maskPersonal(name), safeValue(value)])
    write(`${JSON.stringify({ ...head, ...Object.fromEntries(safe) })}\n`)
  }
  return {
    info: (event, fields) => put('info', event, fields),
    warn: (event, fields) => put('warn', event, fields),
    error: (event, fields) => put('error', event, fields),
  }
}

function safeValue(value: unknown): unknown {
  if (value instanceof Error) return safeError(value)
  if (typeof value !== 'object' || value === null || value instanceof Date) return safeScalar(value)
  if (value instanceof Uint8Array) return `[${value.length} bytes]`
  if (Array.isArray(value)) return value.slice(0, mostEntries).map(safeScalar)
  const entries = Object.entries(value).slice(0, mostFields)
  return Object.fromEntries(entries.map(([name, each]) => [maskPersonal(name), safeScalar(each)]))
}

function safeScalar(value: unknown): unknown {
  if (typeof value === 'string') return safeText(value)
  if (typeof value === 'boolean' || value === null || value === undefined) return value
  if (typeof value === 'number' || typeof value === 'bigint') return safeNumber(value)
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
  if (value instanceof Error) return safeText(`${value.name}: ${value.message}`)
  return '[left out]'
}

function safeText(text: string): string {
  const short = text.length > longestText ? `${text.slice(0, longestText)}…` : text
  return maskPersonal(short).toWellFormed()
}

/** Amounts and times are kept; a card number is masked even when it comes as a number. */
function safeNumber(value: number | bigint): unknown {
  const text = String(value)
  const masked = text.length < 14 ? text : maskPersonal(text)
  if (text.length >= 14 && masked !== text && Math.abs(Number(value)) > 9e13) return masked
  return typeof value === 'bigint' ? text : value
}

/** Name, message, code, and where; nothing else, since drivers attach the row to their errors. */
function safeError(error: Error): unknown {
  const code = 'code' in error && typeof error.code === 'string' ? safeText(error.code) : undefined
  const cause = error.cause instanceof Error ? safeScalar(error.cause) : undefined
  const at = ownFrames(error).slice(0, mostFrames)
  return { name: safeText(error.name), message: safeText(error.message), code, cause, at }
}
