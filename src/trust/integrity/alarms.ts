/** Something is not as it should be, said once until it is well again. */
export interface Alarm {
  id: string
  kind: 'page-changed' | 'page-away'
  /** Epoch milliseconds. */
  at: number
  detail: string
  /** Whether the vault has logged it and written to the operators. */
  told: boolean
}

/** What the monitor knows between two looks; small enough to be one file. */
export interface Standing {
  watchingSince: number
  lastLook: number | null
  /** Looks in a row that got no answer at all. */
  missed: number
  /** The findings that stand now, joined; empty when all is well. */
  standing: string
  alarms: Alarm[]
}

const mostAlarms = 100
/** A monitor that is blind for three minutes says so by itself (20 s a look). */
export const missedBeforeAlarm = 9

export function firstStanding(now: number): Standing {
  return { watchingSince: now, lastLook: null, missed: 0, standing: '', alarms: [] }
}

/** The result of one look: findings in words, or `null` when nobody answered. */
export function afterLook(
  before: Standing,
  look: { findings: string[] | null; at: number; alarmId: string },
): Standing {
  if (look.findings === null) return afterSilence(before, look)
  const standing = look.findings.join('; ').slice(0, 500)
  const isNew = standing !== '' && standing !== before.standing
  return {
    ...before,
    lastLook: look.at,
    missed: 0,
    standing,
    alarms: isNew ? withAlarm(before, 'page-changed', standing, look) : before.alarms,
  }
}

function afterSilence(before: Standing, look: { at: number; alarmId: string }): Standing {
  const missed = before.missed + 1
  const detail = `no answer for ${missed} looks`
  const alarms =
    missed === missedBeforeAlarm ? withAlarm(before, 'page-away', detail, look) : before.alarms
  return { ...before, lastLook: look.at, missed, alarms }
}

function withAlarm(
  { alarms }: Standing,
  kind: Alarm['kind'],
  detail: string,
  look: { at: number; alarmId: string },
): Alarm[] {
  return [{ id: look.alarmId, kind, at: look.at, detail, told: false }, ...alarms].slice(
    0,
    mostAlarms,
  )
}
