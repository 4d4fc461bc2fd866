import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { seededRandom } from '#lib/random.ts'
import type { Canaries } from '#trust/canaries/canaries.ts'
import { open } from '#trust/vault/openings.ts'
import { recordColumns, type SealedRecord } from '#trust/vault/records.ts'
import { LivingCanaries } from './living-canaries.ts'
import { openTestVault, type TestVault } from './open-vault.ts'
import { allLetters, browser, firstOperator, goToShop, inTime, signIn } from './people.ts'

const minute = 60_000
const day = 24 * 60 * minute
let town: TestVault
let living: LivingCanaries
let canaries: Canaries
let device: Awaited<ReturnType<typeof firstOperator>>['device']
beforeAll(async () => {
  town = await openTestVault({ random: seededRandom('canaries') })
  device = (await firstOperator(town)).device
  living = await LivingCanaries.open(town, { domains: ['birds.example'], count: 6 })
  canaries = living.canaries
})
afterAll(() => town.drop())

const alarms = () =>
  town.look<{ kind: string; matter: string }>('select kind, matter from alarms order by at, kind')

async function operatorBack() {
  const { console } = town.ask
  const assertion = device.answer(await console.operatorChallenge(undefined, inTime))
  return console.operatorSignIn({ assertion, browser }, inTime)
}

/** As it stands beside the ring. */
async function listed() {
  const list = await readFile(join(dirname(town.vault.core.keys.file), 'canaries.json'), 'utf8')
  return JSON.parse(list)
}

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
      union all select 'session', audience, by_passkey::text,
        (parent_id is null)::text || (used_at is null)::text || (confirmed_at is null)::text
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

test('a canary leaves the same rows as any member who signed in by mail from the shop', async () => {
  const { member, session } = await signIn(town, 'aiko@people.example')
  const { handle } = await goToShop(town, session)
  await allLetters(town)
  const [canary] = await living.passUntil(1)
  await living.pass(minute)
  assert.deepEqual(await traces(canary!), await traces(member))
  const beforeVisit = await traces(member)
  await town.ask.storefront.renewSession({ handle: handle! }, inTime)
  assert.deepEqual(
    (await listed()).map((each: { subject: string }) => each.subject),
    canaries.subjects(),
  )
  assert.deepEqual(await alarms(), [])
  assert.notDeepEqual(await traces(member), beforeVisit)
})

test('a canary answers its code as late as who reads a mail, no two of them alike', async () => {
  const made = await living.passUntil(6)
  const pauses = await town.look<{ subject: string; seconds: number }>(
    `select m.subject_id as subject,
        extract(epoch from a.done_at - l.finished_at)::float as seconds
      from mailboxes m join attempts a on a.blind_index = m.blind_index and a.done_at is not null
        join letters l on l.id = any ($1::uuid[]) and l.made_at = a.made_at
      where m.subject_id = any ($2::uuid[])`,
    [living.letters.map(({ id }) => id), made],
  )
  const seconds = pauses.map((each) => each.seconds)
  assert.ok(seconds.length >= made.length, `${seconds.length} answers of ${made.length} canaries`)
  assert.deepEqual(
    seconds.filter((each) => each < 10 || each > 600),
    [],
  )
  assert.equal(new Set(seconds).size, seconds.length)
})

test('canaries come back to the shop on other days and sign in again when they must', async () => {
  const made = await living.passUntil(6)
  await living.pass(60 * day)
  const visits = await town.look<{ subject: string; sessions: number; used: number }>(
    `select subject_id as subject, count(*) filter (where audience = 'accounts')::int as sessions,
        count(used_at)::int as used
      from sessions where subject_id = any ($1::uuid[]) group by subject_id`,
    [made],
  )
  assert.equal(visits.length, made.length)
  assert.ok(visits.filter(({ used }) => used > 0).length >= made.length / 2)
  assert.ok(visits.some(({ sessions }) => sessions > 1))
  assert.deepEqual(await alarms(), [])
})

test('a canary whose mail does not reach the listener does not come about', async () => {
  const deaf = await openTestVault({ random: seededRandom('deaf') })
  const unheard = await LivingCanaries.open(deaf, { domains: ['birds.example'], count: 3 })
  unheard.isHeard = false
  await unheard.pass(20 * day)
  assert.ok(unheard.letters.length > 0)
  assert.deepEqual(unheard.canaries.subjects(), [])
  await deaf.drop()
})

test('no column of any table holds who is a canary', async () => {
  const columns = await town.look<{ table_name: string }>(
    `select table_name from information_schema.columns
      where table_schema = 'public' and (column_name like '%canar%' or table_name like '%canar%')`,
  )
  assert.deepEqual(columns, [])
})

test('whoever has a canary opened alarms the operators, with the store and since when', async () => {
  const [canary] = await living.passUntil(1)
  await openContact(canary!)
  const [alarm] = (await alarms()).filter(({ kind }) => kind === 'canary-opened')
  assert.match(alarm!.matter, /^my-contact; \d{4}-\d\d-\d\dT[\d:.]+Z\/$/)
  const letters = await allLetters(town)
  assert.equal(letters.filter(({ to }) => to === 'osamu@people.example').length, 1)
})

test('a mail to a canary alarms, but our own letters and mail to others do not', async () => {
  await living.passUntil(1)
  const own = living.letters.find(({ to }) => to.endsWith('@birds.example'))!
  const { monitor } = town.ask
  const written = async () => (await alarms()).filter(({ kind }) => kind === 'canary-mailed').length
  const before = await written()
  const bare = (id: string) => id.replace(/[<>]/g, '')
  await canaries.mailed({ address: own.to, messageId: bare(own.messageId) })
  await canaries.mailed({ address: 'aiko@people.example', messageId: 'x@y.example' })
  await canaries.mailed({ address: 'nobody at all', messageId: '' })
  await monitor.canaryMailed({ address: 'nobody@birds.example', messageId: '' }, inTime)
  assert.equal(await written(), before)
  const [{ address }] = await listed()
  for (const { to, messageId } of living.letters) {
    if (to === address) await canaries.mailed({ address, messageId: bare(messageId) })
  }
  assert.equal(await written(), before)
  await canaries.mailed({ address, messageId: 'offer@elsewhere.example' })
  assert.equal(await written(), before + 1)
})

test('a mail to a canary under the id of a letter that somebody else got alarms', async () => {
  await living.passUntil(1)
  // What is told once is not told again in the same hour.
  town.clock.advance(2 * 60 * minute)
  await signIn(town, 'thief@people.example')
  const [welcome] = await allLetters(town)
  const written = async () => (await alarms()).filter(({ kind }) => kind === 'canary-mailed').length
  const before = await written()
  const [{ address }] = await listed()
  await canaries.mailed({ address, messageId: welcome!.messageId.replace(/[<>]/g, '') })
  assert.equal(await written(), before + 1)
})

test('canaries are in no count of a breach, and on no list of whom to tell', async () => {
  const [canary] = await living.passUntil(1)
  const { session } = await operatorBack()
  const { member } = await signIn(town, 'hana@people.example')
  const asked = {
    principals: ['accounts'],
    from: 0,
    to: town.clock().getTime() + 1000,
    session,
  }
  const before = await town.ask.console.openingsWithin(asked, inTime)
  await openContact(canary!)
  assert.equal((await town.ask.console.openingsWithin(asked, inTime)).people, before.people)
  await openContact(member)
  const sum = (found: typeof before) => found.openings.reduce((all, each) => all + each.count, 0)
  assert.equal(sum(await town.ask.console.openingsWithin(asked, inTime)), sum(before) + 1)
})

test('there come no more of them than there shall be, also after a restart', async () => {
  await living.passUntil(6)
  await living.pass(30 * day)
  assert.equal(canaries.subjects().length, 6)
  const again = await LivingCanaries.open(town, { domains: ['birds.example'], count: 6 })
  await again.pass(40 * day)
  assert.deepEqual(again.canaries.subjects().sort(), canaries.subjects().sort())
})
