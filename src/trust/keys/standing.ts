import type { Infer } from '#lib/shapes.ts'
import type { Core } from '#trust/vault/core.ts'
import { type KnownKey, knownKeys } from '#trust/vault/ring-rows.ts'
import type { keyCalls } from './calls.ts'

const dayMillis = 86_400_000

const liveByVersion = {
  name: 'live-by-version',
  text: `select 'record' as use, ring as version, count(*)::text as live from (
      select ring from records
      union all select ring from letters where sealed is not null
      union all select ring from attempts where sealed is not null) sealed group by ring
    union all select 'index', version, count(*)::text from mailboxes group by version`,
}
const keptBackups = {
  name: 'versions-in-backups',
  text: `select unnest(ring_versions) as version, max(keep_until) as until from backups
    where pruned_at is null and keep_until > $1 group by 1`,
}

/** How long a backup that nobody told us of may be kept elsewhere. */
export interface DestroyRule {
  backupDays: number
}

/** One key of the ring with all that decides whether it may go. */
export interface Standing extends KnownKey {
  live: number
  isCurrent: boolean
  /** Null while something needs it. */
  keptUntil: Date | null
}

/** Every key this database was ever written under, oldest first. */
export async function standings(
  core: Core,
  rule: DestroyRule,
  now = core.clock(),
): Promise<Standing[]> {
  type Live = { use: string; version: number; live: string }
  type Backup = { version: number; until: Date }
  const [known, lives, backups] = await Promise.all([
    knownKeys(core.db),
    core.db.rows<Live>(liveByVersion, []),
    core.db.rows<Backup>(keptBackups, [now]),
  ])
  return known.map((row) => {
    const isSame = (each: { use: string; version: number }) =>
      each.use === row.use && each.version === row.version
    const live = Number(lives.find(isSame)?.live ?? 0)
    const isCurrent = core.ring.current(row.use).version === row.version
    const backup = backups.find(({ version }) => row.use === 'record' && version === row.version)
    return { ...row, live, isCurrent, keptUntil: keptUntil(row, rule, backup?.until) }
  })
}

/** The backup rule: so long after the last record left it, and while a backup holds it. */
function keptUntil(row: KnownKey, { backupDays }: DestroyRule, backup?: Date): Date | null {
  const { superseded, emptied } = row
  if (row.use !== 'record' || !superseded || !emptied) return null
  const left = Math.max(superseded.getTime(), emptied.getTime()) + backupDays * dayMillis
  return new Date(Math.max(left, backup?.getTime() ?? 0))
}

/** As a person at the machine is told. */
export function told(core: Core, rows: Standing[]): Infer<typeof keyCalls.keysStanding.out> {
  const millis = (moment: Date | null) => moment?.getTime() ?? null
  const isLeft = ({ isCurrent, destroyed, live }: Standing) => !isCurrent && !destroyed && live > 0
  const gone = rows.filter(({ destroyed }) => destroyed !== null)
  return {
    provider: core.keys.provider.name,
    isTurning: rows.some(isLeft),
    unreadable: gone.reduce((sum, { live }) => sum + live, 0),
    versions: rows.map((row) => ({
      use: row.use,
      version: row.version,
      state: row.destroyed ? 'destroyed' : row.isCurrent ? 'current' : 'live',
      live: row.live,
      madeAt: row.madeAt.getTime(),
      supersededAt: millis(row.superseded),
      emptiedAt: millis(row.emptied),
      stolenAt: millis(row.stolen),
      destroyedAt: millis(row.destroyed),
      keptUntil: row.destroyed ? null : millis(row.keptUntil),
    })),
  }
}
