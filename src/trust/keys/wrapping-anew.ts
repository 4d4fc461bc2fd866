import { setTimeout as wait } from 'node:timers/promises'
import { stopPoint } from '#lib/stop-point.ts'
import { BrokenSeal } from '#trust/vault/broken-seal.ts'
import type { Core } from '#trust/vault/core.ts'
import { recordColumns, type SealedBlob, turned } from '#trust/vault/records.ts'
import type { Row } from '#trust/vault/writes.ts'

/** Small, so that nobody who wants to read waits long behind it. */
const atOnce = 200
const longestPauseMillis = 100
const firstId = '00000000-0000-0000-0000-000000000000'

const recordsUnder = {
  name: 'records-under-older-keys',
  text: `select ${recordColumns} from records r where r.id > $1 and r.ring <> $2
    order by r.id limit $3`,
}
const lettersUnder = {
  name: 'letters-under-older-keys',
  text: `select id, null as subject_id, 'letter' as kind, null as about, 1 as schema, ring, wrapped,
      sealed
    from letters where id > $1 and ring <> $2 and sealed is not null order by id limit $3`,
}
const tables = [
  { question: recordsUnder, write: 'turnRecords' },
  { question: lettersUnder, write: 'turnLetters' },
] as const

/** How many blobs under each version do not open. */
export type Broken = ReadonlyMap<number, number>

/**
 * Puts every record and letter under the current version, in bounded batches through the
 * sequencer, from the first id to the last. Stopped or killed anywhere it may begin anew. Codes
 * that wait for an answer are left: they live ten minutes. Gives what did not open; `told` has
 * the ids of which the log knows already.
 */
export async function wrapAnew(
  core: Core,
  { stolen, told }: { stolen: ReadonlySet<number>; told: Set<string> },
): Promise<Broken> {
  const broken = new Map<number, number>()
  const current = core.ring.current('record').version
  for (const { question, write } of tables) {
    for (let after = firstId; !core.stopping.aborted; ) {
      const began = performance.now()
      const blobs = await core.db.rows<SealedBlob>(question, [after, current, atOnce])
      const last = blobs.at(-1)
      if (!last) break
      const rows: Row[] = []
      for (const blob of blobs) {
        const row = await turnedOrTold(core, blob, stolen.has(blob.ring), told)
        if (row) rows.push(row)
        else broken.set(blob.ring, 1 + (broken.get(blob.ring) ?? 0))
      }
      stopPoint('vault:before-wrap-commit')
      // Others may drop these rows at the same moment, so it shares a flush with nobody.
      if (rows.length > 0) await core.append({ writes: { [write]: rows }, alone: true })
      stopPoint('vault:after-wrap-commit')
      after = last.id
      await pause(core, performance.now() - began)
    }
  }
  return broken
}

async function turnedOrTold(
  core: Core,
  blob: SealedBlob,
  isStolen: boolean,
  told: Set<string>,
): Promise<Row | undefined> {
  try {
    return turned(core, blob, isStolen ? 'reseal' : 'rewrap')
  } catch (error) {
    if (!(error instanceof BrokenSeal)) throw error
    const isNew = !told.has(blob.id)
    told.add(blob.id)
    const { kind, subject_id: subject } = blob
    const entry = {
      principal: 'vault',
      purpose: 'seal-broken',
      kind,
      subject,
      about: null,
    } as const
    if (isNew) {
      await core.append({ entries: [entry] })
      await core.alarms.raise('seal-broken', kind)
    }
    return undefined
  }
}

/** As long as the batch took, so that at most half of the process's time goes into this. */
async function pause({ stopping }: Core, tookMillis: number): Promise<void> {
  const millis = Math.min(tookMillis, longestPauseMillis)
  await wait(millis, undefined, { signal: stopping }).catch(() => {})
}
