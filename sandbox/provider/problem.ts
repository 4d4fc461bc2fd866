/** Every "no" of the provider's API, with its status. */
const problems = {
  unauthorized: 401,
  'read-only-key': 403,
  'not-found': 404,
  'key-used-differently': 409,
  'not-paid': 409,
  'refund-too-large': 409,
  'bad-request': 422,
  full: 503,
} as const

export type ProblemCode = keyof typeof problems

export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: ProblemCode

  constructor(code: ProblemCode, message: string) {
    super(message)
    this.code = code
  }

  get status(): (typeof problems)[ProblemCode] {
    return problems[this.code]
  }
}
