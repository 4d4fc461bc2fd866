import type { Infer } from '#lib/shapes.ts'
import type { keyCalls } from '#trust/keys/calls.ts'

export type Standing = Infer<typeof keyCalls.keysStanding.out>

/** Records and letters that are still under an older version. */
export function leftOver({ versions }: Standing): number {
  const older = versions.filter(({ use, state }) => use === 'record' && state === 'live')
  return older.reduce((sum, { live }) => sum + live, 0)
}

/** The version that seals now. */
export function currentVersion({ versions }: Standing): number {
  return versions.find(({ use, state }) => use === 'record' && state === 'current')!.version
}

/** The standing for people. */
export function standingLines(standing: Standing): string {
  const rows = standing.versions.map((row) => [
    `${row.use} ${row.version}`,
    row.state + (row.stolenAt === null ? '' : ', stolen'),
    row.use === 'record' || row.use === 'index' ? String(row.live) : '',
    day(row.madeAt),
    row.state === 'live' && row.keptUntil !== null ? day(row.keptUntil) : '',
  ])
  const table = [['key', 'state', 'in use by', 'made', 'kept until'], ...rows]
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)))
  const lines = table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  )
  const { provider, isTurning, unreadable } = standing
  return [
    `The ring is kept by: ${provider}`,
    ...lines,
    ...(isTurning ? [`A turn is under way; ${leftOver(standing)} to go.`] : []),
    ...(unreadable > 0 ? [`${unreadable} are under destroyed keys and open never again.`] : []),
    '',
  ].join('\n')
}

function day(millis: number): string {
  return new Date(millis).toISOString().slice(0, 10)
}
