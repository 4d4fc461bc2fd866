/** Every reason to say no, and its HTTP status. Public API: add codes, never rename. */
export const refusals = {
  'not-found': 404,
  'bad-input': 422,
  'sold-out': 409,
  'price-changed': 409,
  'cart-empty': 422,
  'cart-changed': 409,
  'ticket-expired': 410,
  'ticket-used': 410,
  'ticket-unknown': 404,
  'not-bound': 409,
  'already-paid': 409,
  'not-paid': 409,
  'sign-in-needed': 401,
  'sign-in-again': 401,
  'passkey-needed': 401,
  'address-taken': 409,
  'not-yours': 403,
  'not-allowed': 403,
  'foreign-origin': 403,
  'wrong-code': 422,
  'code-expired': 410,
  'too-many-tries': 429,
  'over-quota': 429,
  'refund-too-large': 422,
  'refund-ceiling': 409,
  'card-number': 422,
  'personal-data': 422,
  'too-large': 413,
  'storage-full': 413,
  'wrong-kind': 415,
  'not-ready': 409,
  'provider-away': 503,
  unavailable: 503,
  timeout: 504,
} as const

export type RefusalCode = keyof typeof refusals

export interface RefusalDetails {
  /** The form field or call input the person should look at, as a path: `lines[2].price`. */
  field?: string
  /** The id of the work or order it is about; stays in the process that says it. */
  about?: string
  /** How often the same may still be tried. */
  left?: number
}

/**
 * A "no" that the person asking can act on. Anything else thrown is a bug: a 500.
 *
 * The message is for the log and for programs; pages look the code up in their own language.
 * It never holds what a person typed.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: RefusalCode
  readonly details: RefusalDetails

  constructor(code: RefusalCode, message?: string, details: RefusalDetails = {}) {
    super(message ?? code)
    this.code = code
    this.details = details
  }

  /** The HTTP status this code has in the one list. */
  get status(): (typeof refusals)[RefusalCode] {
    return refusals[this.code]
  }
}

/** True for a refusal; with a code, true for that refusal only. */
export function isRefusal(thrown: unknown, code?: RefusalCode): thrown is Refusal {
  return thrown instanceof Refusal && (code === undefined || thrown.code === code)
}

/** True when the text is a code of the list; own keys only, so `toString` is not one. */
export function isRefusalCode(text: unknown): text is RefusalCode {
  return typeof text === 'string' && Object.hasOwn(refusals, text)
}
