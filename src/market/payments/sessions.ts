import type { Intent, IntentMethod, PaymentTerms } from './types.ts'

const minute = 60_000
const day = 24 * 60 * minute
/** A slip paid at the last moment is told a little later. */
const konbiniGraceMillis = 60 * minute

/** The last moment at which the provider takes this kind of payment. */
export function sessionEnd(
  intent: Pick<Intent, 'method' | 'createdAt'>,
  terms: PaymentTerms,
): Date {
  return new Date(intent.createdAt.getTime() + sessionMillis(intent.method, terms))
}

/** How long a session of this kind is open, in milliseconds. */
export function sessionMillis(method: IntentMethod, terms: PaymentTerms): number {
  return method === 'konbini' ? terms.konbiniDays * day : terms.sessionMinutes * minute
}

/** True once the sweeper should end a session itself, because nobody can be on the way any more. */
export function isOverdue(
  intent: Pick<Intent, 'method' | 'createdAt'>,
  now: Date,
  terms: PaymentTerms,
): boolean {
  const grace = intent.method === 'konbini' ? konbiniGraceMillis : 0
  return now.getTime() >= sessionEnd(intent, terms).getTime() + grace
}

/** True when a buyer who went for a slip and took none has had as long as for a card. */
export function isForsaken(
  intent: Pick<Intent, 'createdAt'>,
  now: Date,
  terms: PaymentTerms,
): boolean {
  return now.getTime() >= intent.createdAt.getTime() + terms.sessionMinutes * minute
}
