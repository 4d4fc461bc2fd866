import type { Handlers } from '#lib/call/call.ts'
import { Refusal } from '#lib/refusal.ts'
import type { Core } from '#trust/vault/core.ts'
import type { KindName, ValueOf } from '#trust/vault/kinds.ts'
import { open } from '#trust/vault/openings.ts'
import { dropping, newRecord, recordColumns, type SealedRecord } from '#trust/vault/records.ts'
import { sessionOf } from '#trust/vault/sessions.ts'
import type { bookCalls } from './calls.ts'
import { checkedPostal, keptWhileChild, type Postal } from './postal.ts'

const mostKept = 20

const bookOfPerson = {
  name: 'book-of-person',
  text: `select ${recordColumns} from records r
    where r.subject_id = $1 and r.kind in ('address', 'birthday') order by r.made_at, r.id
    limit 40`,
}

type Entry = { id: string; kind: string }

/** The address book of whoever is signed in. */
export function bookHandlers(core: Core): Handlers<typeof bookCalls> {
  return {
    myBook: (want) => myBook(core, want),
    keepAddress: (want) => keepAddress(core, want),
    keepBirthday: (want) => keepBirthday(core, want),
    removeFromBook: (want) => removeFromBook(core, want),
  }
}

async function myBook(core: Core, { session }: { session: Buffer }) {
  const { subject } = await sessionOf(core, 'accounts', session)
  const blobs = await core.db.rows<SealedRecord>(bookOfPerson, [subject])
  // Nothing is opened, so nothing is to be told.
  if (blobs.length === 0) return { addresses: [], birthdays: [] }
  const opened = await open(core, { purpose: 'my-book', subject, about: null, blobs })
  const listed = <K extends 'address' | 'birthday'>(kind: K) =>
    blobs
      .filter((blob) => blob.kind === kind)
      .map(({ id }) => ({ id, ...(opened.by(kind, id) as ValueOf<K>) }))
  return { addresses: listed('address'), birthdays: listed('birthday') }
}

interface Keeping {
  subject: string
  kind: Extract<KindName, 'address' | 'birthday'>
  value: ValueOf<'address'> | ValueOf<'birthday'>
  replaces: string | null
  keepUntil?: Date
}

async function keepAddress(
  core: Core,
  want: { session: Buffer; replaces: string | null; address: Postal },
) {
  const { subject } = await sessionOf(core, 'accounts', want.session)
  const value = checkedPostal(want.address)
  return keep(core, { subject, kind: 'address', value, replaces: want.replaces })
}

async function keepBirthday(core: Core, want: { session: Buffer; birthday: ValueOf<'birthday'> }) {
  const { subject } = await sessionOf(core, 'accounts', want.session)
  const { name, born } = want.birthday
  const keepUntil = keptWhileChild(born, core.clock())
  const value = { name: name.normalize('NFKC').trim(), born }
  if (value.name === '') throw new Refusal('bad-input', 'name: is needed', { field: 'name' })
  return keep(core, { subject, kind: 'birthday', value, replaces: null, keepUntil })
}

async function keep(core: Core, { replaces, ...want }: Keeping): Promise<{ id: string }> {
  const { subject, kind } = want
  return core.turns.run(subject, async () => {
    const book = await core.db.rows<Entry>(bookOfPerson, [subject])
    const same = book.filter((entry) => entry.kind === kind)
    const isTheirs = replaces === null || same.some(({ id }) => id === replaces)
    if (!isTheirs) throw new Refusal('not-found')
    if (replaces === null && same.length >= mostKept) throw new Refusal('not-allowed')
    const record = newRecord(core, want)
    await core.append({
      writes: {
        ...(replaces === null ? {} : dropping([replaces], core.clock(), 'replaced')),
        records: [record],
      },
      entries: [{ principal: 'accounts', purpose: 'record-kept', kind, subject, about: null }],
    })
    return { id: record.id }
  })
}

async function removeFromBook(core: Core, { session, id }: { session: Buffer; id: string }) {
  const { subject } = await sessionOf(core, 'accounts', session)
  await core.turns.run(subject, async () => {
    const book = await core.db.rows<Entry>(bookOfPerson, [subject])
    const entry = book.find((each) => each.id === id)
    if (!entry) throw new Refusal('not-found')
    const { kind } = entry
    await core.append({
      writes: dropping([id], core.clock(), 'removed'),
      entries: [{ principal: 'accounts', purpose: 'record-removed', kind, subject, about: null }],
    })
  })
}
