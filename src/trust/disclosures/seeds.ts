import { assertPractice } from '#trust/identity/seeds.ts'
import type { Core } from '#trust/vault/core.ts'
import type { DisclosureField, Disclosures } from './disclosures.ts'

/** Statements of practice sellers, where none is published yet. Refuses: not-allowed. */
export async function seedDisclosures(
  core: Core,
  shelf: Disclosures,
  want: { disclosures: { seller: string; member: string; fields: DisclosureField[] }[] },
): Promise<void> {
  assertPractice(core)
  for (const { seller, member, fields } of want.disclosures) {
    const { changedAt } = await shelf.of({ seller })
    if (changedAt !== null) continue
    const principal = 'supervisor'
    const what = { seller, subject: member, fields, onRequest: [] }
    await core.append(await shelf.publishing({ ...what, principal }))
  }
}
