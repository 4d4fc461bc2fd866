import { isRefusal } from '#lib/refusal.ts'
import type { Cookies } from './cookies.ts'
import type { StorefrontNeeds } from './needs.ts'

/** Who is signed in. The shop knows an opaque id and nothing else. */
export interface Member {
  id: string
  /** The vault's own name of this session. */
  handle: Buffer
  /** Signed in with a passkey, which the studio asks for. */
  byPasskey: boolean
  /** `Set-Cookie` lines that the answer must carry. */
  cookies: readonly string[]
}

export type MemberNeeds = Pick<StorefrontNeeds, 'vault' | 'clock'> & { cookies: Cookies }

/**
 * The member of this browser, or undefined.
 *
 * For 15 minutes the shop believes its own cookie; then the vault is asked, silently. That is
 * how long an ended session may live on here, and the market's part of it only. Where a passkey
 * is wanted, a cookie that knows of none is no reason to say no: one may have been used since.
 */
export async function memberOf(
  request: Request,
  { cookies, vault, clock }: MemberNeeds,
  { wantsPasskey = false } = {},
): Promise<Member | undefined> {
  const known = cookies.member.read(request)
  if (!known) return undefined
  const { member: id, handle, byPasskey, until } = known
  const isBelieved = until > clock().getTime() && (byPasskey || !wantsPasskey)
  if (isBelieved) return { id, handle, byPasskey, cookies: [] }
  try {
    const { member, expiresAt, ...now } = await vault.renewSession({ handle })
    const cookie = cookies.member.set({ member, handle, ...now, until: expiresAt })
    return { id: member, handle, ...now, cookies: [cookie] }
  } catch (thrown) {
    if (isRefusal(thrown, 'sign-in-needed')) return undefined
    throw thrown
  }
}
