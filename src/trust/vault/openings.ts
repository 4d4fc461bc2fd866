import { Refusal, type RefusalCode } from '#lib/refusal.ts'
import { stopPoint } from '#lib/stop-point.ts'
import { BrokenSeal } from './broken-seal.ts'
import type { Core } from './core.ts'
import { type KindName, kinds, upgraded, type ValueOf } from './kinds.ts'
import { type OpeningName, openings } from './purposes.ts'
import type { SealedBlob } from './records.ts'
import { unseal } from './seal.ts'
import type { EntryDraft } from './sequencer.ts'
import type { Writes } from './writes.ts'

export interface OpeningWanted {
  purpose: OpeningName
  /** Whose; null where only a mailbox is known yet. */
  subject: string | null
  /** The order, letter or seller it is about. */
  about: string | null
  blobs: readonly SealedBlob[]
  /** These are records of many people, whom `subject` asks for: an entry about each of them. */
  ofMany?: true
  /** What must be true together with the opening, such as a letter's lease. */
  writes?: Writes
}

/** What was opened, in clear. */
export class Opened {
  readonly #values: readonly (readonly [SealedBlob, unknown])[]

  constructor(values: readonly (readonly [SealedBlob, unknown])[]) {
    this.#values = values
  }

  /** The first value of a kind. */
  one<K extends KindName>(kind: K): ValueOf<K> | undefined {
    return this.#values.find(([blob]) => blob.kind === kind)?.[1] as ValueOf<K> | undefined
  }

  /** The value of one blob, by its id. */
  by<K extends KindName>(kind: K, id: string): ValueOf<K> | undefined {
    const found = this.#values.find(([blob]) => blob.kind === kind && blob.id === id)
    return found?.[1] as ValueOf<K> | undefined
  }

  all(): readonly (readonly [SealedBlob, unknown])[] {
    return this.#values
  }
}

/**
 * The only way from sealed to clear. One purpose, only kinds that name it as a reader, within
 * its quota; and the log's entries, one for each kind and person, are durable before anything is
 * given.
 *
 * Refuses: over-quota. Throws BrokenSeal, and the log says so, when a blob is not the one that
 * was sealed for its place, was destroyed, or is of a release that this one does not know;
 * RangeError when the purpose may not open this kind.
 */
export async function open(core: Core, want: OpeningWanted): Promise<Opened> {
  const { purpose, subject, about, blobs, ofMany, writes } = want
  const { principal } = openings[purpose]
  const entryFor = ({ kind, subject_id }: SealedBlob): EntryDraft => {
    return { principal, purpose, kind, subject: ofMany ? subject_id : subject, about }
  }
  await core.quotas.use(purpose, subject, ofMany ? blobs.length : 1)
  const values: (readonly [SealedBlob, unknown])[] = []
  for (const blob of blobs) {
    try {
      values.push([blob, clearValue(core, purpose, blob)])
    } catch (error) {
      if (error instanceof BrokenSeal) {
        await core.append({ entries: [{ ...entryFor(blob), purpose: 'seal-broken' }] })
        await core.alarms.raise('seal-broken', blob.kind)
      }
      throw error
    }
  }
  const drafts = blobs.map(entryFor)
  const entries = [
    ...new Map(drafts.map((each) => [`${each.kind} ${each.subject}`, each])).values(),
  ]
  stopPoint('vault:before-opening-commit')
  await core.append({ entries, ...(writes && { writes }) })
  stopPoint('vault:after-opening-commit')
  if (subject !== null) await core.canaries.opened(subject, purpose)
  return new Opened(values)
}

/** Says no to an opening that no fact allows; the log and, when there are many, people know. */
export async function refuseWithoutFact(
  { quotas }: Core,
  purpose: OpeningName,
  code: RefusalCode,
): Promise<never> {
  await quotas.withoutFact(purpose)
  throw new Refusal(code)
}

function clearValue({ ring }: Core, purpose: OpeningName, blob: SealedBlob): unknown {
  const kind = Object.hasOwn(kinds, blob.kind) ? kinds[blob.kind as KindName] : undefined
  if (!kind?.readers.some((reader) => reader === purpose)) {
    throw new RangeError(`${purpose} may not open ${blob.kind}`)
  }
  if (blob.shredded) throw new BrokenSeal('a destroyed record is there again')
  const plain = unseal(ring, { ...blob, subject: blob.subject_id }, blob)
  const value = upgraded(blob.kind as KindName, blob.schema, JSON.parse(plain))
  if (value === undefined) throw new BrokenSeal('schema is not one of this release')
  return value
}
