import type { Core } from '#trust/vault/core.ts'

const operatorIds = {
  name: 'operator-ids',
  text: `select id from subjects where kind = 'operator' and forgotten_at is null
    order by made_at limit 100`,
}

/** Who runs the market now, first come first. */
export async function allOperators(core: Core): Promise<string[]> {
  const rows = await core.db.rows<{ id: string }>(operatorIds, [])
  return rows.map(({ id }) => id)
}
