import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'vitest'
import { isRefusal } from '#lib/refusal.ts'
import { pollUntil } from '#test/cast/poll.ts'
import { confirmed } from '#trust/identity/recency.ts'
import { endingSessionsOf } from '#trust/identity/sessions.ts'
import { openDb } from '#trust/vault/db.ts'
import { open } from '#trust/vault/openings.ts'
import { dropping, type SealedBlob } from '#trust/vault/records.ts'
import type { Change } from '#trust/vault/sequencer.ts'
import { sessionOf } from '#trust/vault/sessions.ts'
import { openTestVault, type TestVault } from './open-vault.ts'
import { signIn } from './people.ts'

let town: TestVault
beforeEach(async () => {
  town = await openTestVault()
})
afterEach(() => town.drop())

const entry = {
  principal: 'vault',
  purpose: 'vault-started',
  kind: '',
  subject: null,
  about: null,
} as const

/** Two that wait for the same flush, in this order. */
const together = (one: Change, other: Change) =>
  Promise.all([town.vault.core.append(one), town.vault.core.append(other)])

test('a session that is ended stays ended, whatever else is written of it that moment', async () => {
  const { core } = town.vault
  const at = town.clock().toISOString()
  for (const isEndFirst of [true, false]) {
    for (const ofAll of [true, false]) {
      for (const isConfirmed of [true, false]) {
        const { session } = await signIn(town, 'aiko@people.example')
        const mine = await sessionOf(core, 'accounts', session)
        const end = ofAll
          ? endingSessionsOf(core, mine.subject)
          : { endSessions: [{ id: mine.id, at }] }
        const use: Change['writes'] = isConfirmed
          ? { confirmSessions: [confirmed(core, mine, true)] }
          : { sessionsUsed: [{ id: mine.id, at }] }
        const [first, second] = isEndFirst ? [end, use] : [use, end]
        await together({ writes: first }, { writes: second })
        await assert.rejects(sessionOf(core, 'accounts', session), (error) =>
          isRefusal(error, 'sign-in-needed'),
        )
      }
    }
  }
})

test('a record that is destroyed is gone, whatever else is written of it that moment', async () => {
  const { member } = await signIn(town, 'aiko@people.example')
  const contact = 'select id from records where subject_id = $1'
  const [{ id } = { id: '' }] = await town.look<{ id: string }>(contact, [member])
  const until = new Date(town.clock().getTime() + 86_400_000).toISOString()
  await together(
    { writes: { keepRecords: [{ id, keep_until: until, need: 'open-order' }] } },
    { writes: dropping([id], town.clock(), 'removed') },
  )
  assert.deepEqual(await town.look(contact, [member]), [])
})

test('the log’s time never steps back, not over a restart with a clock that was set back', async () => {
  await town.vault.core.append({ entries: [entry] })
  town.clock.advance(-3_600_000)
  const { core } = await town.reopen()
  await core.append({ entries: [entry] })
  const rows = await town.look<{ leaf: string }>('select leaf from log_entries order by index')
  const times = rows.map(({ leaf }) => JSON.parse(leaf).at as number)
  assert.deepEqual(
    times,
    times.toSorted((one, other) => one - other),
  )
})

test('a commit is on the disk before it is answered, whatever the database is set to', async () => {
  const name = town.databases.nameOf('vault')
  await town.look(`alter database ${name} set synchronous_commit = off`)
  const db = openDb(town.databases.urlOf('vault'), 5_000, 1)
  const [row] = await db.rows<{ is: string }>(
    { name: 'is', text: `select current_setting('synchronous_commit') as is` },
    [],
  )
  await db.close()
  assert.equal(row!.is, 'on')
})

test('nothing is given in clear while its entry in the log waits to be written', async () => {
  const { session } = await signIn(town, 'aiko@people.example')
  const { core } = town.vault
  const { subject } = await sessionOf(core, 'accounts', session)
  const blobs = await town.look<SealedBlob>('select * from records where subject_id = $1', [
    subject,
  ])
  await town.look('begin')
  await town.look('lock table log_entries in exclusive mode')
  let isGiven = false
  const opened = open(core, { purpose: 'my-contact', subject, about: null, blobs })
  const given = opened.then(() => {
    isGiven = true
  })
  await someoneWaitsForTheLog()
  const wasGiven = isGiven
  await town.look('commit')
  await given
  assert.equal(wasGiven, false)
})

const waiting = `select 1 from pg_locks
  where not granted and relation = 'log_entries'::regclass`
const someoneWaitsForTheLog = () =>
  pollUntil('a writer waits', async () => (await town.look(waiting)).length > 0, 10_000)
