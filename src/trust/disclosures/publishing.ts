import { actHash } from '#trust/identity/acts.ts'
import { type Assertion, appendProven, challengeFor, proofOf } from '#trust/identity/passkeys.ts'
import type { Core } from '#trust/vault/core.ts'
import { sessionOf } from '#trust/vault/sessions.ts'
import type { DisclosureField, Disclosures } from './disclosures.ts'

/** A challenge that a member's passkey answers for one act alone. Refuses: sign-in-needed. */
export async function actChallenge(core: Core, want: { session: Buffer; act: Buffer }) {
  const { subject } = await sessionOf(core, 'accounts', want.session)
  return challengeFor(core, { purpose: 'act', site: 'accounts', subject, act: want.act })
}

/** Publishes what the passkey signed. Refuses: sign-in-needed, passkey-needed, not-yours. */
export async function publishDisclosure(
  core: Core,
  shelf: Disclosures,
  want: { session: Buffer; seller: string; fields: DisclosureField[]; assertion: Assertion },
): Promise<void> {
  const { seller, fields, assertion } = want
  const { subject } = await sessionOf(core, 'accounts', want.session)
  const act = actHash({ kind: 'publish-disclosure', seller, fields })
  const ask = { purpose: 'act', site: 'accounts', subject, act } as const
  const { proven } = await proofOf(core, ask, assertion)
  await core.turns.run(seller, async () => {
    const what = { seller, subject, fields, onRequest: [] }
    const change = await shelf.publishing({ ...what, principal: 'accounts' })
    const entries = change.entries?.map((entry) => ({ ...entry, act }))
    await appendProven(core, proven, { ...change, entries })
  })
  shelf.forget(seller)
}
