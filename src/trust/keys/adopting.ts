import { stopPoint } from '#lib/stop-point.ts'
import type { Core } from '#trust/vault/core.ts'
import {
  type DestroyedKey,
  fingerprintOf,
  newKey,
  type RingKey,
  type Use,
} from '#trust/vault/ring.ts'
import { writeRing } from '#trust/vault/ring-file.ts'
import { knownKeys, newsOf } from '#trust/vault/ring-rows.ts'

/**
 * The ring changes in one order: file, then database and log, then what everybody here uses. A
 * vault that dies in between tells database and log at its next start what the file says.
 */
async function adopt(core: Core, next: { keys: RingKey[]; destroyed: DestroyedKey[] }) {
  stopPoint('vault:before-ring-file')
  await writeRing(core.keys, { id: core.ring.id, ...next })
  stopPoint('vault:after-ring-file')
  const news = newsOf(next, await knownKeys(core.db))
  stopPoint('vault:before-ring-commit')
  await core.append(news)
  stopPoint('vault:after-ring-commit')
  core.ring.become(next.keys, next.destroyed)
}

/** What is sealed or made from here on is under a new version of these keys. */
export async function turn(core: Core, uses: readonly Use[]): Promise<void> {
  const { ring, keys, clock, random } = core
  const fresh: RingKey[] = []
  for (const use of uses) {
    const version = ring.current(use).version + 1
    fresh.push(await newKey({ use, version }, { provider: keys.provider, clock, random }))
  }
  await adopt(core, { keys: [...ring.keys, ...fresh], destroyed: [...ring.destroyed] })
}

/** Removes these keys for good; what is still under them opens nowhere any more. */
export async function destroy(core: Core, gone: readonly RingKey[]): Promise<void> {
  if (gone.length === 0) return
  const { ring, clock } = core
  const destroyedAt = clock().getTime()
  const marks = gone.map(({ use, version, madeAt, key }) => {
    return { use, version, madeAt, destroyedAt, fingerprint: fingerprintOf({ key }) }
  })
  await adopt(core, {
    keys: ring.keys.filter((key) => !gone.includes(key)),
    destroyed: [...ring.destroyed, ...marks],
  })
}
