/** A row as JSON carries it to PostgreSQL, which reads it by the types of its own columns. */
export type Row = Record<string, string | number | boolean | null | object>

/** Bytes as PostgreSQL reads them in JSON. */
export function hex(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`
}

/** `$` stands for the rows of this write. */
function insertInto(table: string): string {
  return `insert into ${table} select * from json_populate_recordset(null::${table}, $)`
}

function rowsOf(columns: string): string {
  return `json_to_recordset($) as x(${columns})`
}

/**
 * Every way in which the vault's tables change. Each takes any number of rows; one flush joins
 * those it needs into one statement, so one flush is one round trip and one commit.
 */
export const writes = {
  subjects: insertInto('subjects'),
  records: insertInto('records'),
  mailboxes: insertInto('mailboxes'),
  bindings: insertInto('bindings'),
  paidOrders: insertInto('paid_orders'),
  refundedOrders: insertInto('refunded_orders'),
  letters: `${insertInto('letters')} on conflict do nothing`,
  alarms: insertInto('alarms'),
  shreds: `insert into shreds (number, id, hash, shredded_at, kind, rule)
    select (select coalesce(max(number), 0) from shreds) + row_number() over (),
      x.id, x.hash, x.shredded_at, coalesce(r.kind, x.kind), x.rule
    from ${rowsOf('id uuid, hash bytea, shredded_at timestamptz, kind text, rule text')}
    left join records r on r.id = x.id
    where r.id is not null or x.kind is not null on conflict do nothing`,
  knownShreds: `insert into shreds (number, id, hash, shredded_at, kind, rule)
    select x.number, x.id, x.hash, x.shredded_at, x.kind, x.rule
    from ${rowsOf(`number bigint, id uuid, hash bytea, shredded_at timestamptz,
      kind text, rule text`)}
    on conflict do nothing`,
  attempts: insertInto('attempts'),
  sessions: insertInto('sessions'),
  passkeys: insertInto('passkeys'),
  usedOnce: insertInto('used_once'),
  operatorLinks: insertInto('operator_links'),
  addressChanges: insertInto('address_changes'),
  passkeyLosses: insertInto('passkey_losses'),
  recoveryCodes: insertInto('recovery_codes'),
  dropRecoveryCodes: `delete from recovery_codes c using ${rowsOf('subject_id uuid')}
    where c.subject_id = x.subject_id`,
  useRecoveryCodes: `update recovery_codes c set used_at = x.at
    from ${rowsOf('hash bytea, at timestamptz')} where c.hash = x.hash and c.used_at is null`,
  messages: insertInto('messages'),
  messageReports: `${insertInto('message_reports')} on conflict do nothing`,
  closedReports: insertInto('closed_reports'),
  logEntries: insertInto('log_entries'),
  ringKeys: insertInto('ring_keys'),
  retentionRuns: insertInto('retention_runs'),
  clockMarks: `${insertInto('clock_marks')} on conflict (one) do update
    set reckoned_at = excluded.reckoned_at`,
  clockDoubts: insertInto('clock_doubts'),
  endClockDoubts: `update clock_doubts d set ended_at = x.at, outcome = x.outcome
    from ${rowsOf('id uuid, at timestamptz, outcome text')} where d.id = x.id`,
  legalHolds: insertInto('legal_holds'),
  managementCodes: `${insertInto('management_codes')} on conflict do nothing`,
  ringKeyStates: `update ring_keys k set
    superseded_at = coalesce(x.superseded_at, k.superseded_at),
    emptied_at = coalesce(x.emptied_at, k.emptied_at),
    destroyed_at = coalesce(x.destroyed_at, k.destroyed_at),
    stolen_at = coalesce(x.stolen_at, k.stolen_at)
    from ${rowsOf(`use text, version smallint, superseded_at timestamptz,
      emptied_at timestamptz, destroyed_at timestamptz, stolen_at timestamptz`)}
    where k.use = x.use and k.version = x.version`,
  turnRecords: `update records r
    set ring = x.ring, wrapped = x.wrapped, sealed = coalesce(x.sealed, r.sealed)
    from ${rowsOf('id uuid, was smallint, ring smallint, wrapped bytea, sealed bytea')}
    where r.id = x.id and r.ring = x.was`,
  turnLetters: `update letters l
    set ring = x.ring, wrapped = x.wrapped, sealed = coalesce(x.sealed, l.sealed)
    from ${rowsOf('id uuid, was smallint, ring smallint, wrapped bytea, sealed bytea')}
    where l.id = x.id and l.ring = x.was and l.sealed is not null`,

  dropRecords: `delete from records r using ${rowsOf('id uuid')} where r.id = x.id`,
  dropMailboxes: `delete from mailboxes m using ${rowsOf('record_id uuid')}
    where m.record_id = x.record_id`,
  keepRecords: `update records r set keep_until = x.keep_until, need = x.need
    from ${rowsOf('id uuid, keep_until timestamptz, need text')} where r.id = x.id`,
  rebind: `update bindings b set subject_id = x.subject_id, locale = x.locale
    from ${rowsOf('order_id uuid, subject_id uuid, locale text')} where b.order_id = x.order_id`,
  joinGuests: `update subjects s set joined = x.member
    from ${rowsOf('guest uuid, member uuid')} where s.id = x.guest`,
  moveBindings: `update bindings b set subject_id = x.member
    from ${rowsOf('guest uuid, member uuid')} where b.subject_id = x.guest`,
  forgetSubjects: `update subjects s set forgotten_at = x.at
    from ${rowsOf('id uuid, at timestamptz')} where s.id = x.id`,
  disclosures: `${insertInto('disclosures')} on conflict (seller_id) do update
    set record_id = excluded.record_id, changed_at = excluded.changed_at`,
  parcels: `${insertInto('parcels')} on conflict (order_id, seller_id) do update
    set record_id = excluded.record_id, labelled_at = excluded.labelled_at`,
  shipParcels: `update parcels p set shipped_at = x.at, sent_id = x.sent_id
    from ${rowsOf('order_id uuid, seller_id uuid, at timestamptz, sent_id uuid')}
    where p.order_id = x.order_id and p.seller_id = x.seller_id`,
  payoutAccounts: `${insertInto('payout_accounts')} on conflict (seller_id) do update
    set record_id = excluded.record_id, tax_id = excluded.tax_id, next_id = excluded.next_id,
      next_from = excluded.next_from, changed_at = excluded.changed_at`,
  owedSellers: `${insertInto('owed_sellers')} on conflict do nothing`,
  dropOwedSellers: `delete from owed_sellers o using ${rowsOf('seller_id uuid')}
    where o.seller_id = x.seller_id`,

  liftHolds: `update legal_holds h set lifted_at = x.at, lifted_by = x.by
    from ${rowsOf('id uuid, at timestamptz, by uuid')} where h.id = x.id and h.lifted_at is null`,
  restoresReplayed: `update restores r set replayed_at = x.at from ${rowsOf('at timestamptz')}
    where r.replayed_at is null`,
  backupsTold: `update backup_events e set told_at = x.at
    from ${rowsOf('number bigint, at timestamptz')} where e.number = x.number`,

  attemptsDone: `update attempts a set done_at = x.at, wrapped = null, sealed = null
    from ${rowsOf('id uuid, at timestamptz')} where a.id = x.id`,
  endSessions: `update sessions s set ended_at = x.at
    from ${rowsOf('id uuid, at timestamptz')} cross join lateral
      (select x.id union all select c.id from sessions c where c.parent_id = x.id) family
    where s.id = family.id and s.ended_at is null`,
  /** All of a person's but the one to keep and what came from it. */
  endSessionsOf: `update sessions s set ended_at = x.at
    from ${rowsOf('subject_id uuid, keep uuid, at timestamptz')}
    where s.subject_id = x.subject_id and s.ended_at is null
      and s.id is distinct from x.keep and (x.keep is null or s.parent_id is distinct from x.keep)`,
  sessionsUsed: `update sessions s set used_at = x.at from ${rowsOf('id uuid, at timestamptz')}
    where s.id = x.id`,
  confirmSessions: `update sessions s
    set confirmed_at = x.at, by_passkey = s.by_passkey or x.by_passkey
    from ${rowsOf('id uuid, at timestamptz, by_passkey boolean')} where s.id = x.id`,
  /** Of two answers at once the counter is the higher one. */
  passkeysUsed: `update passkeys p
    set sign_count = greatest(p.sign_count, x.sign_count), used_at = x.at
    from (select credential, max(sign_count) as sign_count, max(at) as at
      from ${rowsOf('credential bytea, sign_count bigint, at timestamptz')} group by 1) x
    where p.credential = x.credential`,
  dropPasskeys: `delete from passkeys p using ${rowsOf('credential bytea')}
    where p.credential = x.credential`,
  dropPasskeysOf: `delete from passkeys p using ${rowsOf('record_id uuid')}
    where p.record_id = x.record_id`,
  endAddressChanges: `update address_changes c set ended_at = x.at, outcome = x.outcome
    from ${rowsOf('id uuid, at timestamptz, outcome text')}
    where c.id = x.id and c.ended_at is null`,
  endPasskeyLosses: `update passkey_losses l set ended_at = x.at, outcome = x.outcome
    from ${rowsOf('subject_id uuid, at timestamptz, outcome text')}
    where l.subject_id = x.subject_id and l.ended_at is null`,
  endLinks: `update operator_links l set ended_at = x.at
    from ${rowsOf('hash bytea, at timestamptz')} where l.hash = x.hash and l.ended_at is null`,

  leaseLetters: `update letters l set due_at = x.due_at, tries = l.tries + 1
    from ${rowsOf('id uuid, due_at timestamptz')} where l.id = x.id`,
  delayLetters: `update letters l set due_at = x.due_at
    from ${rowsOf('id uuid, due_at timestamptz')} where l.id = x.id and l.finished_at is null`,
  finishLetters: `update letters l
    set finished_at = x.at, outcome = x.outcome, wrapped = null, sealed = null
    from ${rowsOf('id uuid, at timestamptz, outcome text')}
    where l.id = x.id and l.finished_at is null`,
} as const

export type WriteName = keyof typeof writes
export type Writes = Partial<Record<WriteName, Row[]>>

/**
 * Facts that come once: whoever is second writes nothing. All are found by their primary key, and
 * `write` is the insert that takes it.
 */
export const onceBy = {
  bindings: { key: 'order_id', write: 'bindings' },
  paid_orders: { key: 'order_id', write: 'paidOrders' },
  refunded_orders: { key: 'refund_id', write: 'refundedOrders' },
  alarms: { key: 'id', write: 'alarms' },
  subjects: { key: 'id', write: 'subjects' },
  used_once: { key: 'id', write: 'usedOnce' },
} as const satisfies Record<string, { key: string; write: WriteName }>

export type OnceName = keyof typeof onceBy
export type Once = Partial<Record<OnceName, string>>

const names = Object.keys(writes) as WriteName[]

/** The writes that have rows. */
export function usedNames(rows: Writes): WriteName[] {
  return names.filter((name) => (rows[name]?.length ?? 0) > 0)
}

const changedBy = (name: WriteName) => /^(?:update|delete from) (\w+)/.exec(writes[name])?.[1]
const isRival = (one: WriteName, other: WriteName) =>
  one !== other && changedBy(one) !== undefined && changedBy(one) === changedBy(other)

/**
 * The writes that may reach rows of another one. Of two that reach the same row in one statement
 * PostgreSQL does only one, so those of two requests never share a flush.
 */
export const rivalsOf = new Map(names.map((one) => [one, names.filter((x) => isRival(one, x))]))

/** What may be lost in a crash, because it is then done again: nobody waits for the disk. */
const repeatable: ReadonlySet<WriteName> = new Set([
  'finishLetters',
  'delayLetters',
  'sessionsUsed',
  'clockMarks',
  'turnRecords',
  'turnLetters',
])

/** One statement for all writes that have rows, and its values. */
export function joinedWrites(rows: Writes): { name: string; text: string; values: string[] } {
  const used = usedNames(rows)
  const parts = used.map((name, at) => `w${at} as (${writes[name].replace('$', `$${at + 1}`)})`)
  const isQuick = used.every((name) => repeatable.has(name))
  const last = isQuick ? `set_config('synchronous_commit', 'off', true)` : '1'
  return {
    name: used.map((name) => names.indexOf(name).toString(36)).join('.'),
    text: `with ${parts.join(', ')} select ${last}`,
    values: used.map((name) => JSON.stringify(rows[name])),
  }
}

/** Which of these facts are there already, as `table id`. */
export function joinedQuestion(ids: Map<OnceName, string[]>): {
  name: string
  text: string
  values: string[][]
} {
  const tables = [...ids.keys()].sort()
  const parts = tables.map((table, at) => {
    const { key } = onceBy[table]
    return `select '${table} ' || ${key} as fact from ${table} where ${key} = any($${at + 1}::uuid[])`
  })
  return {
    name: `once.${tables.join('.')}`,
    text: parts.join(' union all '),
    values: tables.map((table) => ids.get(table)!),
  }
}
