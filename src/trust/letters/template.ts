import type { Shape } from '#lib/shapes.ts'
import type { Settings } from '#trust/vault/core.ts'
import type { Locale, Words } from './words.ts'

/**
 * `mailbox`: the address stands sealed in the letter; `order`: whoever the order is bound to when
 * it is sent; `subject`: that person's own address.
 */
export type Addressee = 'mailbox' | 'order' | 'subject'

interface Template<F> {
  to: Addressee
  /** Plain facts, none of them about a person. */
  facts: Shape<F>
  /** What it says is worth nothing after so long, so it is not sent any more. */
  goodForMillis?: number
  /** `code` is what only the reader may know; empty where there is none. */
  write(facts: F, locale: Locale, settings: Settings, code: string): Words
}

/** How long a mailed code is good. */
export const codeMillis = 10 * 60_000

export function template<F>(declared: Template<F>): Template<F> {
  return declared
}

/** Eight characters as they are read aloud. */
export function spaced(eight: string): string {
  return `${eight.slice(0, 4)} ${eight.slice(4)}`
}
