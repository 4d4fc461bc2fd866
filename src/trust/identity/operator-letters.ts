import { allOperators } from '#trust/letters/operators.ts'
import { letterId, letterRow } from '#trust/letters/outbox.ts'
import type { FactsOf } from '#trust/letters/templates.ts'
import type { Core } from '#trust/vault/core.ts'
import type { Row } from '#trust/vault/writes.ts'

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
