import type { Db } from './db.ts'
import type { PurposeName } from './purposes.ts'
import { type DestroyedKey, fingerprintOf, type Ring, type RingKey, type Use } from './ring.ts'
import type { Change, EntryDraft } from './sequencer.ts'
import { hex, type Row } from './writes.ts'

/** What the database knows of one key: enough to refuse a wrong ring, nothing to open with. */
export interface KnownKey {
  use: Use
  version: number
  fingerprint: Buffer
  madeAt: Date
  /** When a newer one took its place. */
  superseded: Date | null
  /** When the last record left it; nothing that is kept today needs it since. */
  emptied: Date | null
  destroyed: Date | null
  /** When a person said that it is in other hands. */
  stolen: Date | null
}

const ringKeys = {
  name: 'ring-keys',
  text: `select use, version, fingerprint, made_at as "madeAt", superseded_at as superseded,
      emptied_at as emptied, destroyed_at as destroyed, stolen_at as stolen
    from (select *, max(version) over (partition by use) as newest from ring_keys) k
    where version > newest - 1900 order by use, version limit 4000`,
}

export function knownKeys(db: Db): Promise<KnownKey[]> {
  return db.rows<KnownKey>(ringKeys, [])
}

type Content = Pick<Ring, 'keys' | 'destroyed'>

/**
 * What database and log must still be told of a ring that is already on disk: new keys, whom
 * they follow, and keys that are gone. Empty when all is known, so it can be asked after a crash.
 */
export function newsOf(ring: Content, known: readonly KnownKey[]): Change {
  const rowOf = ({ use, version }: RingKey | DestroyedKey) =>
    known.find((row) => row.use === use && row.version === version)
  const fresh = ring.keys.filter((key) => !rowOf(key))
  const gone = ring.destroyed.filter((key) => rowOf(key)?.destroyed === null)
  const turned = fresh.filter(({ version }) => version > 1)
  // One row for each key: of two for one, PostgreSQL would take either.
  const states = new Map<string, Row>()
  const state = ({ use, version }: { use: Use; version: number }, more: Row) => {
    const name = nameOf({ use, version })
    states.set(name, { ...states.get(name), use, version, ...more })
  }
  for (const { use, madeAt } of turned) {
    const before = known.filter((row) => row.use === use && row.superseded === null)
    for (const row of before) state(row, { superseded_at: new Date(madeAt).toISOString() })
  }
  for (const key of gone) state(key, { destroyed_at: new Date(key.destroyedAt).toISOString() })
  return {
    writes: { ringKeys: fresh.map(rowFor), ringKeyStates: [...states.values()] },
    entries: [
      ...turned.map((key) => entry('ring-turned', nameOf(key))),
      ...gone.map((key) => entry('ring-version-destroyed', nameOf(key))),
    ],
  }
}

function rowFor(key: RingKey): Row {
  const { use, version } = key
  const fingerprint = hex(fingerprintOf(key))
  return { use, version, fingerprint, made_at: new Date(key.madeAt).toISOString() }
}

/** How the log calls a key: `record 2`. */
export function nameOf({ use, version }: { use: Use; version: number }): string {
  return `${use} ${version}`
}

/** What the log says of the ring, or of one key of it. */
export function entry(purpose: Extract<PurposeName, `ring-${string}`>, kind: string): EntryDraft {
  return { principal: 'vault', purpose, kind, subject: null, about: null }
}
