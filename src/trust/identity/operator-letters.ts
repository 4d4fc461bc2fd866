import { letterId, letterRow } from '#trust/letters/outbox.ts'
import type { FactsOf } from '#trust/letters/templates.ts'
import type { Core } from '#trust/vault/core.ts'
import type { Row } from '#trust/vault/writes.ts'

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

/** One letter to every operator, that who runs the market has changed. */
export async function toldOperators(
  core: Core,
  what: FactsOf<'operators-changed'>['what'],
  except?: string,
): Promise<Row[]> {
  const fact = core.newId()
  const at = core.clock().getTime()
  const readers = (await allOperators(core)).filter((id) => id !== except)
  return readers.map((subject) =>
    letterRow(core, {
      id: letterId('operators-changed', fact, subject),
      template: 'operators-changed',
      locale: core.settings.operatorLocale,
      subject,
      facts: { what, at },
    }),
  )
}
