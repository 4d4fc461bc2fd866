import { createHash } from 'node:crypto'
import { base64url } from '#lib/base64url.ts'
import type { BrowserKind } from '#lib/http/browser-kind.ts'
import { Refusal } from '#lib/refusal.ts'
import type { Core } from '#trust/vault/core.ts'
import { assertPass, sameBytes } from '#trust/vault/passes.ts'
import type { EntryDraft } from '#trust/vault/sequencer.ts'
import { type Audience, hashOfSecret, sessionOf } from '#trust/vault/sessions.ts'
import { hex, type Row, type Writes } from '#trust/vault/writes.ts'

const dayMillis = 86_400_000

/** How long a session lives when nobody ends it. */
export const sessionMillis: Record<Audience, number> = {
  accounts: 30 * dayMillis,
  storefront: 30 * dayMillis,
  console: 8 * 3_600_000,
}
/** How long the storefront may believe what it was told, before it asks again. */
const renewMillis = 15 * 60_000
const codeMillis = 60_000
const orderCookieMillis = dayMillis
const mostCodes = 20_000

/** A new session: the secret for its site, and the row to write. */
export function newSession(
  { random, newId, clock }: Core,
  want: {
    audience: Audience
    subject: string
    byPasskey: boolean
    /** Null where the parent knows it. */
    browser: BrowserKind | null
    parent?: string
  },
): { secret: Buffer; row: Row & { id: string } } {
  const secret = random(32)
  const now = clock()
  return {
    secret,
    row: {
      id: newId(),
      hash: hex(hashOfSecret(secret)),
      subject_id: want.subject,
      audience: want.audience,
      parent_id: want.parent ?? null,
      by_passkey: want.byPasskey,
      signed_in_at: now.toISOString(),
      expires_at: new Date(now.getTime() + sessionMillis[want.audience]).toISOString(),
      ended_at: null,
      confirmed_at: null,
      used_at: null,
      browser: want.browser,
    },
  }
}

const sessionsOfSubject = {
  name: 'sessions-of-subject',
  text: `select s.id, s.audience, s.signed_in_at as "signedInAt",
      coalesce(s.used_at, s.signed_in_at) as "usedAt", s.expires_at as "expiresAt",
      coalesce(s.browser, p.browser, 'other-other') as browser
    from sessions s left join sessions p on p.id = s.parent_id
    where s.subject_id = $1 and s.ended_at is null and s.expires_at > $2
    order by s.signed_in_at desc limit 100`,
}
interface SessionRow {
  id: string
  audience: Audience
  signedInAt: Date
  usedAt: Date
  expiresAt: Date
  browser: BrowserKind
}

/** Where people see their sessions: members on the account pages, operators in the console. */
export type Home = 'accounts' | 'console'

/** The sessions of the person who asks, newest first. Refuses: sign-in-needed. */
export async function mySessions(core: Core, home: Home, { session }: { session: Buffer }) {
  const mine = await sessionOf(core, home, session)
  const rows = await core.db.rows<SessionRow>(sessionsOfSubject, [mine.subject, core.clock()])
  return {
    sessions: rows.map(({ signedInAt, usedAt, expiresAt, ...row }) => ({
      ...row,
      current: row.id === mine.id,
      signedInAt: signedInAt.getTime(),
      usedAt: usedAt.getTime(),
      expiresAt: expiresAt.getTime(),
    })),
  }
}

/** Ends one of one's own sessions and what came from it. Refuses: sign-in-needed, not-found. */
export async function revokeSession(
  core: Core,
  home: Home,
  want: { session: Buffer; id: string },
): Promise<void> {
  const { subject } = await sessionOf(core, home, want.session)
  const { sessions } = await mySessions(core, home, want)
  if (!sessions.some(({ id }) => id === want.id)) throw new Refusal('not-found')
  await endSession(core, { id: want.id, subject, principal: home })
}

/** Ends every other session of one's own; what came from this one stays. */
export async function revokeOtherSessions(
  core: Core,
  home: Home,
  { session }: { session: Buffer },
): Promise<void> {
  const { id, subject } = await sessionOf(core, home, session)
  await core.append({
    writes: endingSessionsOf(core, subject, id),
    entries: [{ principal: home, purpose: 'other-sessions-ended', kind: '', subject, about: null }],
  })
}

/** Ends all sessions of a person, but for the one to keep and what came from it. */
export function endingSessionsOf({ clock }: Core, subject: string, keep?: string): Writes {
  const at = clock().toISOString()
  return { endSessionsOf: [{ subject_id: subject, keep: keep ?? null, at }] }
}

/** Ends a session by its secret; one that is over already is no error. */
export async function signOut(core: Core, audience: Audience, secret: Buffer): Promise<void> {
  const session = await sessionOf(core, audience, secret).catch((error) => {
    if (error instanceof Refusal) return undefined
    throw error
  })
  if (!session) return
  const { subject } = session
  await endSession(core, { id: session.id, subject, principal: audience })
}

async function endSession(
  core: Core,
  { id, subject, principal }: { id: string; subject: string; principal: string },
): Promise<void> {
  await core.append({
    writes: { endSessions: [{ id, at: core.clock().toISOString() }] },
    entries: [sessionEnded(principal, subject)],
  })
}

function sessionEnded(principal: string, subject: string): EntryDraft {
  return { principal, purpose: 'session-ended', kind: '', subject, about: null }
}

interface Grant {
  state: string
  expires: number
  /** Whose, and by which session; or which order. */
  member: { subject: string; session: string; byPasskey: boolean } | null
  order: string | null
}

/**
 * Codes by which a browser carries its sign-in to another of our sites. Kept in memory: they
 * live a minute, and one that a restart loses is asked for again without anybody noticing.
 */
export class HandOvers {
  readonly #core: Core
  readonly #grants = new Map<string, Grant>()

  constructor(core: Core) {
    this.#core = core
  }

  /** A one-use code for the storefront. Refuses: sign-in-needed, not-yours, ticket-expired. */
  async mint(want: {
    session: Buffer | null
    order: string | null
    orderAccess: Buffer | null
    state: string
  }): Promise<{ code: string }> {
    const { clock, random, ring } = this.#core
    const { session, order, orderAccess, state } = want
    const now = clock()
    const grant: Grant = { state, expires: now.getTime() + codeMillis, member: null, order: null }
    if (session) {
      const { subject, id, byPasskey } = await sessionOf(this.#core, 'accounts', session)
      grant.member = { subject, session: id, byPasskey }
    } else {
      if (!order || !orderAccess) throw new Refusal('sign-in-needed')
      const otherwise = 'not-yours'
      assertPass(ring, { kind: 'order-access', pass: orderAccess, order, now, otherwise })
      grant.order = order
    }
    const code = base64url(random(32))
    this.#grants.set(code, grant)
    if (this.#grants.size > mostCodes) this.#grants.delete(this.#grants.keys().next().value!)
    return { code }
  }

  /** What the code was minted for, once. Refuses: code-expired, also for a foreign nonce. */
  async exchange({ code, nonce }: { code: string; nonce: Buffer }) {
    const { append, clock } = this.#core
    const grant = this.#grants.get(code)
    this.#grants.delete(code)
    const now = clock().getTime()
    const state = Buffer.from(base64url(createHash('sha256').update(nonce).digest()))
    const isGood = grant && grant.expires > now && sameBytes(state, Buffer.from(grant.state))
    if (!isGood) throw new Refusal('code-expired')
    if (!grant.member) {
      const expiresAt = now + orderCookieMillis
      return { member: null, handle: null, byPasskey: false, order: grant.order, expiresAt }
    }
    const { subject, session, byPasskey } = grant.member
    const { secret, row } = newSession(this.#core, {
      audience: 'storefront',
      subject,
      byPasskey,
      browser: null,
      parent: session,
    })
    await append({ writes: { sessions: [row] } })
    // The session may have ended while its code was on the way.
    return { order: null, handle: secret, ...(await renewSession(this.#core, { handle: secret })) }
  }
}

/** Whether the storefront may go on. Refuses: sign-in-needed when revoked or over. */
export async function renewSession(core: Core, { handle }: { handle: Buffer }) {
  const { subject, expiresAt, byPasskey } = await sessionOf(core, 'storefront', handle)
  const until = Math.min(core.clock().getTime() + renewMillis, expiresAt.getTime())
  return { member: subject, byPasskey, expiresAt: until }
}

const parentOf = {
  name: 'parent-of-session',
  text: 'select parent_id as parent, subject_id as subject from sessions where hash = $1',
}

/** Ends the session it came from too: on a shared machine, who signs out means both. */
export async function endStorefrontSession(core: Core, { handle }: { handle: Buffer }) {
  type Parent = { parent: string | null; subject: string }
  const [row] = await core.db.rows<Parent>(parentOf, [hashOfSecret(handle)])
  if (!row?.parent) return
  await endSession(core, { id: row.parent, subject: row.subject, principal: 'storefront' })
}

const ordersOfSubject = {
  name: 'orders-of-subject',
  text: `select order_id as id from bindings where subject_id = $1
    order by bound_at desc, order_id desc limit $2`,
}

/** The orders of whoever holds the session on that site, newest first. */
export async function ordersOf(core: Core, audience: Audience, secret: Buffer, limit: number) {
  const { subject } = await sessionOf(core, audience, secret)
  const rows = await core.db.rows<{ id: string }>(ordersOfSubject, [subject, limit])
  return { orders: rows.map(({ id }) => id) }
}
