import { createHash } from 'node:crypto'
import { Refusal } from '#lib/refusal.ts'
import type { SessionFlaw } from '#trust/refusals/client.ts'
import type { Core } from './core.ts'

export type Audience = 'accounts' | 'storefront' | 'console'

export interface Session {
  id: string
  subject: string
  byPasskey: boolean
  hasPasskeys: boolean
  signedInAt: Date
  /** When its person last proved themselves: by signing in, or again later. */
  confirmedAt: Date
  usedAt: Date
  expiresAt: Date
}

const hourMillis = 3_600_000

const liveSession = {
  name: 'live-session',
  text: `select s.id, s.subject_id as subject,
      coalesce(p.by_passkey, s.by_passkey) as "byPasskey", s.signed_in_at as "signedInAt",
      exists (select from passkeys k where k.subject_id = s.subject_id) as "hasPasskeys",
      coalesce(s.confirmed_at, s.signed_in_at) as "confirmedAt",
      coalesce(s.used_at, s.signed_in_at) as "usedAt",
      least(s.expires_at, p.expires_at) as "expiresAt",
      case when s.audience <> $2 then 'foreign'
        when u.forgotten_at is not null or s.ended_at is not null or p.ended_at is not null
          or s.expires_at <= $3 or p.expires_at <= $3 then 'over' end as flaw
    from sessions s join subjects u on u.id = s.subject_id
      left join sessions p on p.id = s.parent_id
    where s.hash = $1`,
}

/**
 * Who holds this secret on this site; that it was used is written down once an hour, and nobody
 * waits for that. Refuses: sign-in-needed, and counts why.
 */
export async function sessionOf(core: Core, audience: Audience, secret: Buffer): Promise<Session> {
  const now = core.clock()
  type Found = Session & { flaw: SessionFlaw | null }
  const [session] = await core.db.rows<Found>(liveSession, [hashOfSecret(secret), audience, now])
  if (!session || session.flaw !== null) {
    core.refusals.session(audience, session?.flaw ?? 'unknown')
    throw new Refusal('sign-in-needed')
  }
  if (now.getTime() - session.usedAt.getTime() >= hourMillis) {
    const used = { id: session.id, at: now.toISOString() }
    core.append({ writes: { sessionsUsed: [used] } }).catch(() => {})
  }
  return session
}

/** What the database keeps of a secret with 256 random bits. */
export function hashOfSecret(secret: Uint8Array): Buffer {
  return createHash('sha256').update('dozo secret').update(secret).digest()
}
