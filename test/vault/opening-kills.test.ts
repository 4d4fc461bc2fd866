import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, test } from 'vitest'
import { openingStopPoints } from '#processes/stop-points.ts'
import { openingNames } from '#trust/vault/purposes.ts'
import { openVault } from '#trust/vault/server.ts'
import { openTestVault, type TestVault } from './open-vault.ts'

let town: TestVault
beforeAll(async () => {
  town = await openTestVault()
})
afterAll(() => town.drop())

/** A kind that each opening of a purpose opens; one entry each. */
const kindOf: Record<string, string> = {
  receipt: 'contact',
  'my-records': 'contact',
  'my-payout-account': 'payout-account',
}

/** What open-until-killed.ts asks for; any other purpose opens by the same one way. */
const tried = [
  ...['letter', 'receipt', 'my-contact', 'my-records', 'my-passkeys', 'my-book', 'label'],
  ...['message', 'my-payout-account', 'payout', 'disclosure', 'mailbox-proven'],
]

/** What was answered before it died: how often, by purpose. */
async function answersUntilKilled(stop: string): Promise<Map<string, number>> {
  const { databaseUrl, keysFolder } = town.options
  const program = join(import.meta.dirname, 'open-until-killed.ts')
  const folder = join(keysFolder, '..')
  const child = spawn(process.execPath, [program, databaseUrl, folder, stop, join(folder, stop)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const answers = new Map<string, number>()
  let sinceOpen = 0
  createInterface({ input: child.stdout }).on('line', (line) => {
    answers.set(line, (answers.get(line) ?? 0) + 1)
    if (answers.has('open')) sinceOpen += 1
    if (stop === '' && sinceOpen === 50) child.kill('SIGKILL')
  })
  const [, signal] = await once(child, 'close')
  assert.equal(signal, 'SIGKILL', stop)
  answers.delete('open')
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
  for (const stop of [...openingStopPoints, '']) {
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
    tried.filter((purpose) => !answered.has(purpose)),
    [],
  )
  town.vault = await openVault(town.options)
}, 120_000)
