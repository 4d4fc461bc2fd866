import { Refusal } from '#lib/refusal.ts'
import type { Core } from '#trust/vault/core.ts'
import { type Audience, type Session, sessionOf } from '#trust/vault/sessions.ts'

/** How long somebody who signed in may change what the account hangs on. */
const recentMillis = 15 * 60_000

/** Until when; a mailed code is not enough of somebody who has passkeys. */
export function freshUntil({ byPasskey, hasPasskeys, confirmedAt }: Session): number {
  return byPasskey || !hasPasskeys ? confirmedAt.getTime() + recentMillis : 0
}

/**
 * Who holds this session, if they proved themselves a short while ago: a stolen session alone may
 * not take an account over. `graceMillis` is for what was begun in time.
 * Refuses: sign-in-needed, sign-in-again.
 */
export async function recentSessionOf(
  core: Core,
  audience: Audience,
  secret: Buffer,
  graceMillis = 0,
): Promise<Session> {
  const session = await sessionOf(core, audience, secret)
  if (core.clock().getTime() > freshUntil(session) + graceMillis) throw new Refusal('sign-in-again')
  return session
}
