import { setTimeout as wait } from 'node:timers/promises'
import type { Kysely, Transaction } from 'kysely'

const retried = new Set(['40001', '40P01'])
const mostTries = 4

/**
 * Runs the work in one transaction, again when Postgres asks for it (serialization failure,
 * deadlock), at most four times. The work must therefore have no effect outside its transaction.
 */
export async function inTransaction<DB, T>(
  db: Kysely<DB>,
  work: (tx: Transaction<DB>) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      const { code } = error as { code?: string }
      if (attempt === mostTries || !code || !retried.has(code)) throw error
      await wait(5 * 3 ** attempt)
    }
  }
}
