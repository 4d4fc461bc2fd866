import type { Core } from '#trust/vault/core.ts'
import { letterId, letterRow } from './outbox.ts'
import type { FactsOf } from './templates.ts'

const operators = {
  name: 'operators',
  text: `select id from subjects where kind = 'operator' and forgotten_at is null
    order by made_at limit 100`,
}

/** Tells every operator, once. What the monitor writes about it stays out of the letter. */
export async function raiseAlarm(
  core: Core,
  { id, kind, at }: { id: string } & FactsOf<'alarm'>,
): Promise<void> {
  const people = await core.db.rows<{ id: string }>(operators, [])
  await core.append({
    once: { alarms: id },
    writes: {
      alarms: [{ id, kind, at: new Date(at).toISOString() }],
      letters: people.map((operator) =>
        letterRow(core, {
          id: letterId('alarm', id, operator.id),
          template: 'alarm',
          locale: core.settings.operatorLocale,
          subject: operator.id,
          facts: { kind, at },
        }),
      ),
    },
    entries: [{ principal: 'monitor', purpose: 'alarm-raised', kind, subject: null, about: id }],
  })
}
