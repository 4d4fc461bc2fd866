import { createHash } from 'node:crypto'
import { Refusal } from '#lib/refusal.ts'
import type { Core } from './core.ts'

export type Audience = 'accounts' | 'storefront' | 'console'

export interface Session {
  id: string
  subject: string
  byPasskey: boolean
  signedInAt: Date
  expiresAt: Date
}

const liveSession = {
  name: 'live-session',
  text: `select s.id, s.subject_id as subject, s.by_passkey as "byPasskey",
      s.signed_in_at as "signedInAt", least(s.expires_at, p.expires_at) as "expiresAt"
    from sessions s left join sessions p on p.id = s.parent_id
    where s.hash = $1 and s.audience = $2 and s.ended_at is null and p.ended_at is null
      and s.expires_at > $3 and (p.expires_at is null or p.expires_at > $3)`,
}

/** Who holds this secret on this site. Refuses: sign-in-needed (unknown, over or ended). */
export async function sessionOf(core: Core, audience: Audience, secret: Buffer): Promise<Session> {
  const values = [hashOfSecret(secret), audience, core.clock()]
  const [session] = await core.db.rows<Session>(liveSession, values)
  if (!session) throw new Refusal('sign-in-needed')
  return session
}

/** What the database keeps of a secret with 256 random bits. */
export function hashOfSecret(secret: Uint8Array): Buffer {
  return createHash('sha256').update('dozo secret').update(secret).digest()
}
