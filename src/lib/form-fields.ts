import type { z } from 'zod'
import { hasCardNumber } from '#lib/luhn.ts'

/**
 * `public`: may stand in a market table; typed by people, so it refuses e-mail addresses.
 * `personal`: says something about a person; goes to the vault and nowhere else.
 * `machine`: written by our own pages (ids, versions, passkey bytes), never typed.
 */
export type Privacy = 'public' | 'personal' | 'machine'

export interface Field<S extends z.ZodType = z.ZodType> {
  privacy: Privacy
  schema: S
}

export type Fields = Readonly<Record<string, Field>>
export type Typed = Readonly<Record<string, string>>
type Read<F extends Fields> = { [K in keyof F]: z.output<F[K]['schema']> }

/** What is wrong with a form: field → the word by which the page finds its sentence. */
export type Problems = Readonly<Record<string, string>>

export type FormAnswer<F extends Fields> =
  | { ok: true; values: Read<F>; typed: Typed }
  | { ok: false; problems: Problems; typed: Typed }

export interface Form<F extends Fields = Fields> {
  readonly fields: F
  /** Reads a body as Hono parsed it. Problems carry the schema's own message as their word. */
  read(body: Record<string, unknown>): FormAnswer<F>
}

export type ValuesOf<T extends Form> = T extends Form<infer F> ? Read<F> : never

/** A field whose content everybody may know. */
export function publicField<S extends z.ZodType>(schema: S): Field<S> {
  return Object.freeze({ privacy: 'public', schema })
}

/** A field about a person. The storefront has none. */
export function personalField<S extends z.ZodType>(schema: S): Field<S> {
  return Object.freeze({ privacy: 'personal', schema })
}

/** A hidden field of our own: what looks like a card number in random bytes is none. */
export function machineField<S extends z.ZodType>(schema: S): Field<S> {
  return Object.freeze({ privacy: 'machine', schema })
}

const privacies: readonly unknown[] = ['public', 'personal', 'machine']

/**
 * A form of declared fields; RangeError for one that is not declared public, personal or machine.
 *
 * A card number is refused in every field that people type into, an e-mail address in every
 * public one (`card-number`, `personal-data`). A field that the form does not have is left out
 * of the values, so it can reach nothing.
 */
export function formOf<F extends Fields>(fields: F): Form<F> {
  for (const [name, field] of Object.entries(fields)) {
    if (!privacies.includes(field?.privacy)) throw new RangeError(`undeclared field: ${name}`)
  }
  return Object.freeze({ fields, read: (body: Record<string, unknown>) => readForm(fields, body) })
}

function readForm<F extends Fields>(fields: F, body: Record<string, unknown>): FormAnswer<F> {
  const values: Record<string, unknown> = {}
  const problems: Record<string, string> = {}
  const typed: Record<string, string> = {}
  for (const [name, { privacy, schema }] of Object.entries(fields)) {
    const given = Object.hasOwn(body, name) ? body[name] : undefined
    const unwanted = unwantedIn(privacy, given)
    if (typeof given === 'string' && unwanted !== 'card-number') typed[name] = given
    const read = schema.safeParse(given)
    if (unwanted) problems[name] = unwanted
    else if (read.success) values[name] = read.data
    else problems[name] = read.error.issues[0]?.message ?? 'bad-input'
  }
  if (Object.keys(problems).length > 0) return { ok: false, problems, typed }
  return { ok: true, values: values as Read<F>, typed }
}

const addressLike = /[^\s@<>()]@[^\s@<>()]+\.[^\s@<>()]/u

function unwantedIn(privacy: Privacy, given: unknown): string | undefined {
  if (privacy === 'machine') return undefined
  const texts = (Array.isArray(given) ? given : [given]).filter((each) => typeof each === 'string')
  if (texts.some((each) => hasCardNumber(each))) return 'card-number'
  if (privacy === 'public' && texts.some((each) => addressLike.test(each.normalize('NFKC')))) {
    return 'personal-data'
  }
  return undefined
}
