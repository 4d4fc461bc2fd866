import { Refusal } from '#lib/refusal.ts'
import { proofOfEntry } from '#trust/proofs/entry-proof.ts'
import { keysText } from '#trust/proofs/keys-file.ts'
import type { Core } from '#trust/vault/core.ts'
import { openingNames } from '#trust/vault/purposes.ts'
import type { Vault } from '#trust/vault/server.ts'
import { sessionOf } from '#trust/vault/sessions.ts'
import { readerKey, subjectTag } from '#trust/vault/tags.ts'
import { everyoneOf } from './own-data.ts'

const openingOfPerson = {
  name: 'opening-of-person',
  text: `select leaf, about from log_entries
    where index = $1 and subject_tag = any($2) and purpose = any($3)`,
}

/**
 * The proof file that an opening of the asker's records is in the log. Refuses: sign-in-needed,
 * not-yours, not-ready (younger than the last checkpoint; it takes a second).
 */
export async function proofOfOpening(
  core: Core,
  log: Vault['log'],
  { session, entry: index }: { session: Buffer; entry: number },
): Promise<{ proof: string }> {
  const { subject } = await sessionOf(core, 'accounts', session)
  const tags = (await everyoneOf(core, subject)).map((id) => subjectTag(core.ring, id))
  const values = [index, tags, openingNames]
  const [found] = await core.db.rows<{ leaf: string; about: string | null }>(
    openingOfPerson,
    values,
  )
  if (!found) throw new Refusal('not-yours')
  const { leaf, about } = found
  const proof = await proofOfEntry((path) => log.read(path), { index, entry: leaf, about })
  if (!proof) throw new Refusal('not-ready')
  return { proof }
}

/** What checks those files: the log's key, the witness's, and the reader keys of the asker. */
export async function proofKeys(
  core: Core,
  log: Vault['log'],
  { session }: { session: Buffer },
): Promise<{ keys: string }> {
  const { subject } = await sessionOf(core, 'accounts', session)
  const everyone = await everyoneOf(core, subject)
  return {
    keys: keysText({
      logKey: log.verifierKey,
      witnessKey: core.settings.witnessKey,
      readerKeys: everyone.map((id) => readerKey(core.ring, id)),
    }),
  }
}
