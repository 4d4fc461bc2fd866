import type { Core } from '#trust/vault/core.ts'
import { uuidText } from '#trust/vault/passes.ts'
import { sessionOf } from '#trust/vault/sessions.ts'
import type { OwnAlarm } from './client.ts'
import { allOperators } from './operators.ts'
import { letterId, letterRow } from './outbox.ts'
import type { FactsOf } from './templates.ts'

/** Tells every operator, once. What the monitor writes about it stays out of the letter. */
export async function raiseAlarm(
  core: Core,
  { id, kind, at }: { id: string } & FactsOf<'alarm'>,
  own?: { matter: string },
): Promise<void> {
  const people = await allOperators(core)
  await core.append({
    once: { alarms: id },
    writes: {
      alarms: [{ id, kind, at: new Date(at).toISOString(), matter: own?.matter ?? null }],
      letters: people.map((operator) =>
        letterRow(core, {
          id: letterId('alarm', id, operator),
          template: 'alarm',
          locale: core.settings.operatorLocale,
          subject: operator,
          facts: { kind, at },
        }),
      ),
    },
    entries: [
      {
        principal: own ? 'vault' : 'monitor',
        purpose: 'alarm-raised',
        kind,
        subject: null,
        about: id,
      },
    ],
  })
}

const hourMillis = 3_600_000

/** What the vault itself has seen: one letter for each incident, an hour unless it says more. */
export async function raiseOwnAlarm(
  core: Core,
  kind: OwnAlarm,
  matter: string,
  incident?: string,
): Promise<void> {
  const at = core.clock().getTime()
  const which = incident ?? String(Math.floor(at / hourMillis))
  // Under a key: the monitor names its own alarms, and must not use up the names of these.
  const name = core.ring.mac('tag', 'own alarm', kind, matter, which)
  await raiseAlarm(core, { id: uuidText(name.subarray(0, 16)), kind, at }, { matter })
}

const newestAlarms = {
  name: 'newest-alarms',
  text: 'select id, kind, at, matter from alarms order by at desc, id limit $1',
}

/** The newest alarms, for an operator. Refuses: sign-in-needed. */
export async function alarmsFor(core: Core, want: { session: Buffer; limit: number }) {
  await sessionOf(core, 'console', want.session)
  type Row = { id: string; kind: string; at: Date; matter: string | null }
  const rows = await core.db.rows<Row>(newestAlarms, [want.limit])
  return { alarms: rows.map((row) => ({ ...row, at: row.at.getTime() })) }
}
