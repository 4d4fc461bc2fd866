import type { Context } from 'hono'
import { isDatabaseAway } from '#lib/db/away.ts'
import { type Locale, localeOf } from '#lib/http/locale.ts'
import { type RandomBytes, systemRandom } from '#lib/random.ts'
import { isRefusal, type RefusalCode, refusals } from '#lib/refusal.ts'

/** What a page or program is told when something did not happen. */
export interface Problem {
  status: number
  code: RefusalCode | 'fault'
  /** The field the person should look at. */
  field?: string
  /** For a fault: finds the cause in the log. */
  reference?: string
  locale: Locale
}

export interface ErrorAnswers {
  /** Renders the whole page, in the problem's language. */
  page: (problem: Problem, request: Request) => string | Promise<string>
  /** Gets every error that is no refusal. */
  onFault: (fault: { reference: string; error: unknown }) => void
  random?: RandomBytes
}

/** When to come back, in seconds, for those whose "no" passes by itself. */
const retryAfter: Partial<Record<RefusalCode, number>> = {
  'too-many-tries': 60,
  'over-quota': 60,
  'provider-away': 30,
  unavailable: 5,
}

/**
 * Hono's `onError`: a Refusal becomes its status, a database that is away 503, anything else a 500
 * with a reference, as a page or, for who asks for JSON, as `{code, field, message, reference}`.
 * The only place that does.
 */
export function onError({ page, onFault, random = systemRandom }: ErrorAnswers) {
  return async (error: unknown, c: Context): Promise<Response> => {
    const problem = problemOf(error, localeOf(c.req.raw))
    if (!isRefusal(error)) {
      problem.reference = random(6).toString('hex')
      onFault({ reference: problem.reference, error })
    }
    const headers = problemHeaders(problem)
    if (wantsJson(c.req.raw)) {
      const { status, locale: _, ...told } = problem
      const message = isRefusal(error) ? error.message : undefined
      return Response.json({ ...told, message }, { status, headers })
    }
    headers.set('content-type', 'text/html; charset=utf-8')
    return new Response(await page(problem, c.req.raw), { status: problem.status, headers })
  }
}

function problemOf(error: unknown, locale: Locale): Problem {
  if (isDatabaseAway(error)) return { status: refusals.unavailable, code: 'unavailable', locale }
  if (!isRefusal(error)) return { status: 500, code: 'fault', locale }
  return { status: error.status, code: error.code, field: error.details.field, locale }
}

function problemHeaders({ code }: Problem): Headers {
  const headers = new Headers({ 'cache-control': 'no-store' })
  const seconds = code === 'fault' ? undefined : retryAfter[code]
  if (seconds !== undefined) headers.set('retry-after', String(seconds))
  return headers
}

function wantsJson(request: Request): boolean {
  const accept = request.headers.get('accept') ?? ''
  const json = accept.indexOf('application/json')
  const html = accept.indexOf('text/html')
  return json !== -1 && (html === -1 || json < html)
}
