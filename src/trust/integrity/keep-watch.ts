import type { Clock } from '#lib/clock.ts'
import type { NewId } from '#lib/ids.ts'
import type { Log } from '#lib/log.ts'
import type { VaultForMonitor } from '#trust/vault/client.ts'
import { type Alarm, afterLook, type Look, type Silence, type Standing } from './alarms.ts'
import type { StandingFile } from './standing-file.ts'

export interface WatchNeeds {
  look: () => Promise<Look>
  silence: Silence
  vault: Pick<VaultForMonitor, 'raiseAlarm'>
  file: StandingFile
  clock: Clock
  newId: NewId
  log: Log
  everyMillis: number
}

/**
 * Looks again and again until closed. An alarm is written down before it is told, and told until
 * the vault has it, so neither a crash nor a vault that is away loses one.
 */
export function keepWatch(needs: WatchNeeds): { standing(): Standing; close(): Promise<void> } {
  let standing = needs.file.read(needs.clock().getTime())
  let timer: NodeJS.Timeout | undefined
  let isClosed = false

  async function turn(): Promise<void> {
    const look = await needs.look().catch(() => null)
    const at = needs.clock().getTime()
    const { silence } = needs
    standing = afterLook(standing, { look, silence, at, alarmId: needs.newId() })
    needs.file.write(standing)
    for (const alarm of standing.alarms.filter((each) => !each.told)) await tell(alarm)
    if (!isClosed) timer = setTimeout(begin, needs.everyMillis)
  }

  async function tell(alarm: Alarm): Promise<void> {
    const { told: _, ...words } = alarm
    needs.log.error('alarm', { kind: alarm.kind, detail: alarm.detail })
    try {
      await needs.vault.raiseAlarm(words)
    } catch (error) {
      needs.log.error('alarm-not-told', { error })
      return
    }
    const alarms = standing.alarms.map((each) =>
      each.id === alarm.id ? { ...each, told: true } : each,
    )
    standing = { ...standing, alarms }
    needs.file.write(standing)
  }

  function begin(): void {
    turning = turn()
  }

  let turning = Promise.resolve()
  begin()
  return {
    standing: () => standing,
    close: async () => {
      isClosed = true
      clearTimeout(timer)
      await turning
    },
  }
}
