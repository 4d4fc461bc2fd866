import type pg from 'pg'
import { leafHash } from '#trust/log/merkle.ts'
import { GrowingTree } from '#trust/log/tree.ts'

const atOnce = 10_000

/** The tree over the log's entries in a database. */
export async function logTreeIn(client: pg.Client): Promise<GrowingTree> {
  const tree = new GrowingTree(() => {})
  for (;;) {
    const { rows } = await client.query<{ leaf: string; at: string }>(
      'select index::text as at, leaf from log_entries where index >= $1 order by index limit $2',
      [tree.size, atOnce],
    )
    for (const { leaf, at } of rows) {
      if (Number(at) !== tree.size) throw new Error('The log in the database has a gap.')
      tree.append(leafHash(Buffer.from(leaf)))
    }
    if (rows.length < atOnce) return tree
  }
}

/** Versions of the ring under which anything in this vault is sealed. */
export async function ringVersionsIn(client: pg.Client): Promise<number[]> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select table_name as name from information_schema.columns
     where table_schema = 'public' and column_name = 'ring' and table_name <> 'ring_keys'`,
  )
  const parts = tables.map(({ name }) => `select ring from "${name}" where ring is not null`)
  if (parts.length === 0) return []
  const { rows } = await client.query<{ ring: number }>(`${parts.join(' union ')} order by 1`)
  return rows.map(({ ring }) => ring)
}

/** What the ledger adds up to, by currency; money that was made or lost on the way shows here. */
export async function ledgerSumsIn(client: pg.Client): Promise<Record<string, string>> {
  const { rows } = await client.query<{ currency: string; turnover: string; wrong: string }>(
    `select currency, sum(amount) filter (where amount > 0)::text as turnover,
       (select count(*) from (select 1 from ledger_postings
          group by transaction_id, currency having sum(amount) <> 0) as unbalanced)::text as wrong
     from ledger_postings group by currency order by currency`,
  )
  const wrong = rows.find((row) => row.wrong !== '0')
  if (wrong) throw new Error(`${wrong.wrong} transactions of the ledger do not add up to zero.`)
  return Object.fromEntries(rows.map(({ currency, turnover }) => [currency, turnover ?? '0']))
}
