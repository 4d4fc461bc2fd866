import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, test } from 'vitest'
import { systemClock } from '#lib/clock.ts'
import { systemIds } from '#lib/ids.ts'
import { openingStopPoints } from '#processes/stop-points.ts'
import { openingNames } from '#trust/vault/purposes.ts'
import { openVault } from '#trust/vault/server.ts'
import { openTestVault, type TestVault } from './open-vault.ts'
import { confirmedList, firstOperator, invitation, signIn } from './people.ts'

let town: TestVault
/** What the program is given of an operator; it runs by the machine's clock, and so must this. */
let confirmed: { session: string; people: string[]; pass: string }
/** Each run has an operator of its own, whose passkey it makes. */
const links: string[] = []
const stops = [...openingStopPoints, '']
beforeAll(async () => {
  town = await openTestVault({ clock: systemClock, newId: systemIds })
  const { session, device } = await firstOperator(town)
  const people = []
  for (const name of ['aiko', 'ren']) {
    const { member } = await signIn(town, `${name}@people.example`)
    people.push(member)
  }
  const { passes } = await confirmedList(town, { session, device, lists: [people] })
  const [mine, pass] = [session.toString('base64'), passes[0]!.toString('base64')]
  confirmed = { session: mine, people, pass }
  for (const place of stops.keys()) {
    links.push(await invitation(town, { session, device }, `hana-${place}@people.example`))
  }
})
afterAll(() => town.drop())

/** A kind that each opening of a purpose opens; one entry each. */
const kindOf: Record<string, string> = {
  receipt: 'contact',
  'my-records': 'contact',
  'my-payout-account': 'payout-account',
  parcel: 'recipient',
}

/** What was answered before it died: how often, by purpose. */
async function answersUntilKilled(stop: string): Promise<Map<string, number>> {
  const { databaseUrl, keysFolder } = town.options
  const program = join(import.meta.dirname, 'open-until-killed.ts')
  const folder = join(keysFolder, '..')
  const given = [databaseUrl, folder, stop, join(folder, stop)]
  const operator = JSON.stringify({ ...confirmed, link: links.shift() })
  const child = spawn(process.execPath, [program, ...given, operator], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const answers = new Map<string, number>()
  createInterface({ input: child.stdout }).on('line', (line) => {
    answers.set(line, (answers.get(line) ?? 0) + 1)
    if (line === 'all') child.kill('SIGKILL')
  })
  const [, signal] = await once(child, 'close')
  assert.equal(signal, 'SIGKILL', stop)
  answers.delete('open')
  answers.delete('all')
  return answers
}

async function entriesByPurpose(): Promise<Map<string, number>> {
  const rows = await town.look<{ purpose: string; kind: string; count: number }>(
    `select purpose, kind, count(*)::int as count from log_entries
     where purpose = any($1) and purpose <> 'letter' group by 1, 2
     union all select 'letter', '', count(distinct about)::int from log_entries
     where purpose = 'letter'`,
    [openingNames],
  )
  const counted = new Map<string, number>()
  for (const { purpose, kind, count } of rows) {
    if ((kindOf[purpose] ?? kind) === kind) counted.set(purpose, count)
  }
  return counted
}

test('whatever was opened before the vault was killed, the log has it', async () => {
  await town.vault.close()
  const answered = new Set<string>()
  for (const stop of stops) {
    const before = await entriesByPurpose()
    const answers = await answersUntilKilled(stop)
    const after = await entriesByPurpose()
    for (const [purpose, count] of answers) {
      answered.add(purpose)
      const told = (after.get(purpose) ?? 0) - (before.get(purpose) ?? 0)
      assert.ok(told >= count, `${purpose} at ${stop}: ${count} answered, ${told} in the log`)
    }
  }
  assert.deepEqual(
    openingNames.filter((purpose) => !answered.has(purpose)),
    [],
    'a purpose that open-until-killed.ts never asks for',
  )
  town.vault = await openVault(town.options)
}, 120_000)
