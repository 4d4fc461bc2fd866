import type { Context, MiddlewareHandler } from 'hono'
import { fromBase64url } from '#lib/base64url.ts'
import { clientAddress } from '#lib/http/client-address.ts'
import { cookieOf, forgetCookie, setCookie } from '#lib/http/cookies.ts'
import { networkOf } from '#lib/network.ts'
import { isRefusal, Refusal } from '#lib/refusal.ts'
import type { View } from '#sites/ui/view.ts'
import { answerAsOwn } from '#sites/ui/visit/own-answer.ts'
import { viewOf } from '#sites/ui/visit/view-of.ts'
import type { ConsoleNeeds } from './needs.ts'
import { pages } from './routes.ts'

/** What every handler finds in its context. */
export interface Visit {
  Variables: { view: View; client: string; session: Buffer; operator: string }
}
export type VisitContext = Context<Visit>

const sessionCookie = '__Host-console'
const eightHours = 8 * 60 * 60

/** Language and network of the visit; headers that every answer carries. */
export function visit(needs: Pick<ConsoleNeeds, 'asset' | 'market'>): MiddlewareHandler<Visit> {
  return async (c, next) => {
    c.set('client', networkOf(clientAddress(c.req.raw)))
    c.set('view', viewOf(c.req.raw, needs))
    await answerAsOwn(c, next)
  }
}

/**
 * Lets operators pass; a page asked without a session leads to the sign-in, anything else is
 * refused with `sign-in-needed`. The vault is asked every time, so a revoked session ends at once.
 */
export function onlyOperators({ vault }: Pick<ConsoleNeeds, 'vault'>): MiddlewareHandler<Visit> {
  return async (c, next) => {
    const session = sessionOf(c.req.raw)
    const known = session && (await operatorOf(vault, session))
    if (session && known) {
      c.set('session', session)
      c.set('operator', known.operator)
      return next()
    }
    if (c.req.method === 'GET') return c.redirect(pages.signIn.path, 303)
    throw new Refusal('sign-in-needed')
  }
}

async function operatorOf(vault: ConsoleNeeds['vault'], session: Buffer) {
  try {
    return await vault.operatorOf({ session })
  } catch (thrown) {
    if (isRefusal(thrown) && thrown.code === 'sign-in-needed') return undefined
    throw thrown
  }
}

function sessionOf(request: Request): Buffer | undefined {
  const bytes = fromBase64url(cookieOf(request, sessionCookie) ?? '')
  return bytes?.length === 32 ? Buffer.from(bytes) : undefined
}

export function rememberSession(c: VisitContext, session: Buffer): void {
  const line = setCookie(sessionCookie, session.toString('base64url'), eightHours)
  c.header('set-cookie', line, { append: true })
}

export function forgetSession(c: VisitContext): void {
  c.header('set-cookie', forgetCookie(sessionCookie), { append: true })
}
