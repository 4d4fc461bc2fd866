import type { OpeningName } from '#trust/vault/purposes.ts'

/**
 * A session that is not believed: nobody was given this secret (or it is long swept), it is of
 * another site, or it was ended or is over.
 */
export type SessionFlaw = 'unknown' | 'foreign' | 'over'

/** Counts what is refused, for the log; waits for nothing, so a refusal takes no longer. */
export interface RefusalCount {
  session(site: string, flaw: SessionFlaw): void
  /** A wish beyond what may be opened of one person in an hour. */
  person(purpose: OpeningName, subject: string): void
  /** A letter that was not sent, or an alarm not raised, because there were so many. */
  leftOut(what: 'letter' | 'alarm', which: string): void
}

/** Of a vault whose room for it is not there yet. */
export const nobodyCounts = (): RefusalCount => ({
  session: () => {},
  person: () => {},
  leftOut: () => {},
})
