import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { Canaries } from '#trust/canaries/canaries.ts'
import { Attempts } from '#trust/identity/attempts.ts'
import { open } from '#trust/vault/openings.ts'
import { recordColumns, type SealedRecord } from '#trust/vault/records.ts'
import { openTestVault, type TestVault } from './open-vault.ts'
import { allLetters, firstOperator, inTime, signIn } from './people.ts'

const rules = { domains: ['birds.example'], count: 3 }
let town: TestVault
let canaries: Canaries
let operator: { session: Buffer }
beforeAll(async () => {
  town = await openTestVault()
  const { session } = await firstOperator(town)
  operator = { session }
  canaries = await Canaries.open(town.vault.core, await Attempts.open(town.vault.core), rules)
  canaries.watch()
})
afterAll(() => town.drop())

const alarms = () =>
  town.look<{ kind: string; matter: string }>('select kind, matter from alarms order by at, kind')

/** What the database says of one member, without what is random in everybody's. */
async function traces(subject: string) {
  const rows = await town.look(
    `select 'subject' as of, kind, (joined is null)::text as more, null as other from subjects
        where id = $1
      union all select 'record', kind, schema || ' ' || (keep_until is null)::text, need
        from records where subject_id = $1
      union all select 'mailbox', is_member::text, length(blind_index)::text, length(blind_index)::text
        from mailboxes where subject_id = $1
      union all select 'letter', template, outcome, tries::text from letters where subject_id = $1
      union all select 'session', audience, by_passkey::text, (parent_id is null)::text
        from sessions where subject_id = $1`,
    [subject],
  )
  return rows.map((row) => JSON.stringify(row)).sort()
}

async function openContact(subject: string) {
  const blobs = await town.look<SealedRecord>(
    `select ${recordColumns} from records r where r.subject_id = $1 and r.kind = 'contact'`,
    [subject],
  )
  const want = { purpose: 'my-contact', subject, about: null, blobs } as const
  return (await open(town.vault.core, want)).one('contact')!.address
}

test('a canary leaves the same rows as any member who signed in by mail', async () => {
  const { member } = await signIn(town, 'aiko@people.example')
  await allLetters(town)
  const canary = await canaries.make()
  await allLetters(town)
  assert.deepEqual(await traces(canary), await traces(member))
  assert.deepEqual(await alarms(), [])
  const list = await readFile(join(dirname(town.vault.core.keys.file), 'canaries.json'), 'utf8')
  assert.deepEqual(
    JSON.parse(list).map((each: { subject: string }) => each.subject),
    [canary],
  )
})

test('no column of any table holds who is a canary', async () => {
  const columns = await town.look<{ table_name: string }>(
    `select table_name from information_schema.columns
      where table_schema = 'public' and (column_name like '%canar%' or table_name like '%canar%')`,
  )
  assert.deepEqual(columns, [])
})

test('whoever has a canary opened alarms the operators, with the store and since when', async () => {
  const canary = await canaries.make()
  await allLetters(town)
  await openContact(canary)
  const [alarm] = (await alarms()).filter(({ kind }) => kind === 'canary-opened')
  assert.match(alarm!.matter, /^my-contact; \d{4}-\d\d-\d\dT[\d:.]+Z\/$/)
  const letters = await allLetters(town)
  assert.equal(letters.filter(({ to }) => to === 'osamu@people.example').length, 1)
})

test('a mail to a canary alarms, but our own letters and mail to others do not', async () => {
  const canary = await canaries.make()
  const own = (await allLetters(town)).find(({ to }) => to.endsWith('@birds.example'))!
  const { monitor } = town.ask
  const written = async () => (await alarms()).filter(({ kind }) => kind === 'canary-mailed').length
  await canaries.mailed({ address: own.to, messageId: own.messageId.replace(/[<>]/g, '') })
  await canaries.mailed({ address: 'aiko@people.example', messageId: 'x@y.example' })
  await monitor.canaryMailed({ address: 'nobody@birds.example', messageId: '' }, inTime)
  assert.equal(await written(), 0)
  await canaries.mailed({ address: own.to, messageId: 'offer@elsewhere.example' })
  assert.equal(await written(), 1)
  assert.ok(canaries.has(canary))
})

test('canaries are in no count of a breach, and on no list of whom to tell', async () => {
  const { member } = await signIn(town, 'hana@people.example')
  const asked = {
    principals: ['accounts'],
    from: 0,
    to: town.clock().getTime() + 1000,
    ...operator,
  }
  const before = await town.ask.console.openingsWithin(asked, inTime)
  await openContact(canaries.subjects()[0]!)
  assert.equal((await town.ask.console.openingsWithin(asked, inTime)).people, before.people)
  await openContact(member)
  const sum = (found: typeof before) => found.openings.reduce((all, each) => all + each.count, 0)
  assert.equal(sum(await town.ask.console.openingsWithin(asked, inTime)), sum(before) + 1)
})

test('there come no more of them than there shall be', async () => {
  for (let hour = 0; hour < 300; hour += 1) await canaries.makeOneNowAndThen()
  assert.equal(canaries.subjects().length, rules.count)
})
