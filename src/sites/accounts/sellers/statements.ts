import type { AccountsNeeds } from '../needs.ts'
import type { Statement } from './fields.ts'

/** A published statement and when it last changed. */
export interface Published {
  fields: Statement
  changedAt: Date | null
}

/** What sellers have published, asked of the vault once per change. */
export interface Statements {
  of(seller: string): Promise<Published | undefined>
  /** After a change through this process; other processes see it within a minute. */
  forget(seller: string): void
}

const keepMillis = 60_000
const mostKept = 500

/** Keeps answers for a minute, so that a busy page is not an opening per visitor. */
export function statements({ vault, clock }: Pick<AccountsNeeds, 'vault' | 'clock'>): Statements {
  const kept = new Map<string, { at: number; published: Published | undefined }>()
  return {
    async of(seller) {
      const now = clock().getTime()
      const known = kept.get(seller)
      if (known && now - known.at < keepMillis) return known.published
      const { fields, changedAt } = await vault.disclosureOf({ seller })
      const when = changedAt === null ? null : new Date(changedAt)
      const published = fields ? { fields, changedAt: when } : undefined
      kept.delete(seller)
      kept.set(seller, { at: now, published })
      if (kept.size > mostKept) kept.delete(kept.keys().next().value as string)
      return published
    },
    forget: (seller) => void kept.delete(seller),
  }
}
