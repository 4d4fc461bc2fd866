import { createHash } from 'node:crypto'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'

/** Every connection keeps a plan for each; texts beyond are planned each time, as without. */
const mostPrepared = 100

/**
 * The same pool for a query builder, each of its texts prepared once per connection under a name
 * that follows from the text. Planning a look-up through a view costs ten times its execution.
 */
export function preparing(pool: pg.Pool): PostgresPool {
  const names = new Map<string, string>()
  const wrapped = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text)
    if (known !== undefined || names.size >= mostPrepared) return known
    const name = `q-${createHash('sha256').update(text).digest('base64url').slice(0, 16)}`
    names.set(text, name)
    return name
  }
  const wrap = (client: pg.PoolClient): PostgresPoolClient => {
    const query = (text: string, values: readonly unknown[]) => {
      const name = values.length > 0 ? nameOf(text) : undefined
      return client.query({ name, text, values: [...values] })
    }
    return {
      processID: (client as { processID?: number }).processID,
      // No cursors here, which the type allows for.
      query: query as never,
      release: (destroy) => client.release(destroy),
    }
  }
  return {
    options: pool.options,
    async connect() {
      const client = await pool.connect()
      const known = wrapped.get(client) ?? wrap(client)
      wrapped.set(client, known)
      return known
    },
    end: () => pool.end(),
  }
}
