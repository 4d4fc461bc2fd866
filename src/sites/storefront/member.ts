import { isRefusal } from '#lib/refusal.ts'
import type { Cookies } from './cookies.ts'
import type { StorefrontNeeds } from './needs.ts'

/** Who is signed in. The shop knows an opaque id and nothing else. */
export interface Member {
  id: string
  /** The vault's own name of this session. */
  handle: Buffer
  /** `Set-Cookie` lines that the answer must carry. */
  cookies: readonly string[]
}

export type MemberNeeds = Pick<StorefrontNeeds, 'vault' | 'clock'> & { cookies: Cookies }

/**
 * The member of this browser, or undefined.
 *
 * For 15 minutes the shop believes its own cookie; then the vault is asked, silently. That is
 * how long an ended session may live on here, and the market's part of it only.
 */
export async function memberOf(
  request: Request,
  { cookies, vault, clock }: MemberNeeds,
): Promise<Member | undefined> {
  const known = cookies.member.read(request)
  if (!known) return undefined
  const { member: id, handle, until } = known
  if (until > clock().getTime()) return { id, handle, cookies: [] }
  try {
    const renewed = await vault.renewSession({ handle })
    const cookie = cookies.member.set({ member: renewed.member, handle, until: renewed.expiresAt })
    return { id: renewed.member, handle, cookies: [cookie] }
  } catch (thrown) {
    if (isRefusal(thrown, 'sign-in-needed')) return undefined
    throw thrown
  }
}
