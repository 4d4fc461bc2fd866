import { Refusal } from '#lib/refusal.ts'
import type { Core } from '#trust/vault/core.ts'
import { DatabaseFault } from '#trust/vault/db.ts'
import { openingNames } from '#trust/vault/purposes.ts'
import { sessionOf } from '#trust/vault/sessions.ts'
import { subjectTag } from '#trust/vault/tags.ts'

export interface Window {
  session: Buffer
  /** The processes that opened. */
  principals: string[]
  /** From this moment on, and before that one; milliseconds since 1970. */
  from: number
  to: number
}

export interface WindowSummary {
  /** How many people were opened, each counted once. */
  people: number
  /** `people` of a row, too, are counted once; one person may be in several rows. */
  openings: {
    principal: string
    purpose: string
    kind: string
    count: number
    people: number
  }[]
}

/** What these processes opened in this window, and of how many people. */
export const openingsInWindow = {
  name: 'openings-in-window',
  text: `with found as materialized (
      select principal, purpose, kind, subject_tag, count(*) as count from log_entries
      where at >= $1 and at < $2 and principal = any($3) and purpose = any($4)
        and (subject_tag is null or subject_tag <> all($5))
      group by principal, purpose, kind, subject_tag
    )
    select (select count(distinct subject_tag) from found)::int as everybody,
      principal, purpose, kind, sum(count)::int as count, count(subject_tag)::int as people
    from found group by principal, purpose, kind order by principal, purpose, kind`,
}

/** SQLSTATE of a statement that was ended because it took too long. */
const tookTooLong = '57014'

/**
 * The size of a breach of these processes in this window. Refuses: sign-in-needed; too-large for
 * a window with more in it than can be counted in the time that a statement has.
 */
export async function openingsWithin(core: Core, want: Window): Promise<WindowSummary> {
  await sessionOf(core, 'console', want.session)
  const { principals, from, to } = want
  type Row = WindowSummary['openings'][number] & { everybody: number }
  const nobodies = core.canaries.subjects().map((each) => subjectTag(core.ring, each))
  const values = [new Date(from), new Date(to), principals, openingNames, nobodies]
  const rows = await core.db.rows<Row>(openingsInWindow, values).catch((error) => {
    const isTooMuch = error instanceof DatabaseFault && error.code === tookTooLong
    throw isTooMuch ? new Refusal('too-large', 'more than can be counted at once') : error
  })
  return {
    people: rows[0]?.everybody ?? 0,
    openings: rows.map(({ everybody: _, ...row }) => row),
  }
}
