import { raiseOwnAlarm } from '#trust/letters/alarms.ts'
import { parseCheckpoint } from '#trust/log/note.ts'
import type { ReadFile } from '#trust/proofs/published-tree.ts'
import type { Core } from '#trust/vault/core.ts'

const entryTime = {
  name: 'entry-time',
  text: 'select at from log_entries where index = $1',
}

const minuteMillis = 60_000

/**
 * Gives one round: alarms when an entry has waited so long for the line of the witness, once for
 * each place where the lines stopped, also over restarts. Nothing where nobody witnesses.
 */
export function unwitnessed(
  core: Core,
  { read, waitMinutes }: { read: ReadFile; waitMinutes: number },
): () => Promise<void> {
  const begun = core.clock().getTime()
  return async () => {
    if (core.settings.witnessKey === null) return
    const size = parseCheckpoint((await read('witnessed'))?.toString() ?? '')?.size ?? 0
    const [waiting] = await core.db.rows<{ at: Date }>(entryTime, [size])
    const now = core.clock().getTime()
    // A market that was switched off was not witnessed either; the monitor gets its time again.
    const since = Math.max(waiting?.at.getTime() ?? now, begun)
    if (now - since < waitMinutes * minuteMillis) return
    await raiseOwnAlarm(core, 'witness-away', '', String(size))
  }
}
