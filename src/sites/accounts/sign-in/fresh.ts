import { type SealedCookie, sealedCookie } from '#lib/sealed-cookie.ts'
import { object, text } from '#lib/shapes.ts'
import { addCookie } from '../cookies.ts'
import type { AccountsNeeds } from '../needs.ts'
import { pages } from '../routes.ts'
import type { VisitContext } from '../visit.ts'

type Needs = Pick<AccountsNeeds, 'cookieKeys' | 'random' | 'clock'>

/** What somebody had typed when they were asked who they are. */
interface Kept {
  path: string
  typed: string
}

const keptSeconds = 20 * 60
const mostTyped = 500

function keptCookie(needs: Needs): SealedCookie<Kept> {
  return sealedCookie({
    name: '__Host-kept',
    shape: object({ path: text({ max: 100 }), typed: text({ max: mostTyped }) }),
    keys: needs.cookieKeys,
    maxAgeSeconds: keptSeconds,
    clock: needs.clock,
    random: needs.random,
  })
}

/** False for a session that may look at an account, but not change what it hangs on. */
export function isFresh(c: VisitContext, { clock }: Pick<AccountsNeeds, 'clock'>): boolean {
  return c.var.member.freshUntil > clock().getTime()
}

/**
 * Asks who this is, and comes back to `path` afterwards; one line that was typed there waits in a
 * sealed cookie of this browser.
 */
export function askAgain(c: VisitContext, needs: Needs, path: string, typed = ''): Response {
  const isKept = typed !== '' && typed.length <= mostTyped
  if (isKept) addCookie(c, keptCookie(needs).set({ path, typed }))
  return c.redirect(`${pages.again.path}?${new URLSearchParams({ return: path })}`, 303)
}

/** What was typed on this page before that question; it is given once. */
export function keptFor(c: VisitContext, needs: Needs, path: string): string {
  const kept = keptCookie(needs).read(c.req.raw)
  if (kept?.path !== path) return ''
  addCookie(c, keptCookie(needs).forget())
  return kept.typed
}
