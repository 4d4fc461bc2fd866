export const alarmKinds = [
  'page-changed',
  'page-away',
  'log-rolled-back',
  'log-forked',
  'log-away',
  'log-still',
  'log-key-other',
] as const

export type AlarmKind = (typeof alarmKinds)[number]

/** Something is not as it should be, said once until it is well again. */
export interface Alarm {
  id: string
  kind: AlarmKind
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

export const mostAlarms = 100
/** A monitor that is blind for so long says so by itself. */
export const blindMillis = 180_000

/** What one look gave: findings of one kind in words, or null when nobody answered. */
export type Look = { kind: AlarmKind; findings: string[] } | null

/** What to say after how many looks in a row without an answer. */
export interface Silence {
  kind: AlarmKind
  looks: number
}

export function firstStanding(now: number): Standing {
  return { watchingSince: now, lastLook: null, missed: 0, standing: '', alarms: [] }
}

/** What stands after one look. */
export function afterLook(
  before: Standing,
  seen: { look: Look; silence: Silence; at: number; alarmId: string },
): Standing {
  const { look, at } = seen
  if (look === null) return afterSilence(before, seen)
  const standing = look.findings.join('; ').slice(0, 500)
  const isNew = standing !== '' && standing !== before.standing
  return {
    ...before,
    lastLook: at,
    missed: 0,
    standing,
    alarms: isNew ? withAlarm(before, look.kind, standing, seen) : before.alarms,
  }
}

function afterSilence(
  before: Standing,
  seen: { silence: Silence; at: number; alarmId: string },
): Standing {
  const { kind, looks } = seen.silence
  const missed = before.missed + 1
  const detail = `no answer for ${missed} looks`
  const alarms = missed === looks ? withAlarm(before, kind, detail, seen) : before.alarms
  return { ...before, lastLook: seen.at, missed, alarms }
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
