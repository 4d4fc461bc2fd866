import type { Shape } from '#lib/shapes.ts'

/** One question a process may ask another. */
export interface Call<I, O> {
  in: Shape<I>
  out: Shape<O>
  /** How long the caller waits for the answer. */
  timeoutMillis: number
  /** True when asking twice does no more than asking once; only then is it asked again. */
  idempotent: boolean
}

// biome-ignore lint/suspicious/noExplicitAny: a list holds calls of any input and output.
export type CallList = Record<string, Call<any, any>>

const usualTimeoutMillis = 5_000

/** Declares a call; not idempotent and five seconds unless said otherwise. */
export function call<I, O>(declared: {
  in: Shape<I>
  out: Shape<O>
  timeoutMillis?: number
  idempotent?: boolean
}): Call<I, O> {
  const { timeoutMillis = usualTimeoutMillis, idempotent = false } = declared
  if (!Number.isInteger(timeoutMillis) || timeoutMillis < 1 || timeoutMillis > 600_000) {
    throw new RangeError('a call waits 1 ms to 10 minutes')
  }
  return Object.freeze({ in: declared.in, out: declared.out, timeoutMillis, idempotent })
}

export interface CallContext {
  /** When the caller stops waiting, in milliseconds since 1970. */
  deadline: number
  /** Aborted when the caller's connection has ended: nobody hears the answer any more. */
  gone: AbortSignal
}

/** What a server must bring to answer a list of calls. */
export type Handlers<C extends CallList> = {
  [K in keyof C]: C[K] extends Call<infer I, infer O>
    ? (input: I, context: CallContext) => Promise<O> | O
    : never
}

/** Every call of a list as a method. */
export type Client<C extends CallList> = {
  readonly [K in keyof C]: C[K] extends Call<infer I, infer O> ? (input: I) => Promise<O> : never
} & {
  /** Fails what is still waiting and closes the connection. */
  close(): void
}

/** The server failed, or the two sides disagree about a shape: a bug, not a "no". */
export class CallFault extends Error {
  override readonly name = 'CallFault'
  /** Finds the cause in the server's log. */
  readonly reference: string

  constructor(name: string, reference: string, options?: ErrorOptions) {
    super(`call ${name} failed, reference ${reference}`, options)
    this.reference = reference
  }
}
