import assert from 'node:assert/strict'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, test, vi } from 'vitest'
import { logCommand } from '#processes/supervisor/log-commands.ts'
import { allLetters, firstOperator, inTime, signIn } from '#test/vault/people.ts'
import { ledgerPath } from '#trust/forgetting/ledger-file.ts'
import { heldAgainst, toldBy } from '#trust/forgetting/ledger-told.ts'
import { forgetInTime } from '#trust/forgetting/rounds.ts'
import { verifyLogFolder } from '#trust/forgetting/verify-log.ts'
import { dropping } from '#trust/vault/records.ts'
import { openShop, type Shop } from './ground.ts'
import { wholeLedger } from './whole-ledger.ts'

/** A restore makes and migrates two databases; a busy machine takes its time. */
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
  await firstOperator(shop)
  for (const name of ['one', 'two', 'three']) await erased(name)
})
afterAll(() => shop.close())

async function erased(name: string): Promise<void> {
  const { session } = await signIn(shop, `${name}@people.example`)
  const { plan } = await shop.ask.accounts.erasurePlan({ session }, inTime)
  await shop.ask.accounts.erase({ session, plan }, inTime)
}

async function tellings() {
  const rows = await shop.look<{ leaf: string }>(
    `select leaf from log_entries where purpose in ('ledger-told', 'ledger-begun-anew')
     order by index`,
  )
  return rows.map(({ leaf }) => toldBy(leaf))
}

const verdictOn = (folder: string) => verifyLogFolder(folder, shop.vault.log.verifierKey)

/** A copy of the log in which somebody changed the lines of the ledger. */
async function withLines(change: (lines: string[]) => string[]): Promise<string> {
  const copy = await shop.copyOfLog()
  const lines = (await readFile(ledgerPath(copy), 'utf8')).split('\n').slice(0, -1)
  await writeFile(
    ledgerPath(copy),
    change(lines)
      .map((line) => `${line}\n`)
      .join(''),
  )
  return copy
}

const cut = (lines: string[]) => lines.slice(0, -1)
const oneLess = (lines: string[]) => lines.toSpliced(1, 1)
const another = (lines: string[]) =>
  lines.with(
    1,
    lines[1]!.replace(/"hash":"../, (found) => `${found.slice(0, -2)}00`),
  )

test('whatever is destroyed, the log has an entry of the whole ledger before the answer', async () => {
  const before = (await tellings()).length
  await erased('four')
  const told = await tellings()
  assert.equal(told.length, before + 1)
  const [{ last } = { last: 0 }] = await shop.look<{ last: number }>(
    'select max(number)::int as last from shreds',
  )
  assert.equal(told.at(-1)?.n, last)
  const lines = await wholeLedger(shop.options.logFolder)
  for (const each of told) {
    assert.ok((await heldAgainst(each!, lines)).isAsTold, `as told up to ${each!.n}`)
  }
  const verdict = await verdictOn(await shop.copyOfLog())
  assert.ok(verdict.holds)
  assert.equal(verdict.lines, lines.length)
})

test('a ledger that was cut short, or has one line less or another, is not the one told of', async () => {
  for (const change of [cut, oneLess, another, () => []]) {
    const verdict = await verdictOn(await withLines(change))
    assert.equal(verdict.holds, false)
    assert.match(verdict.why, /not the one that entry \d+ tells of/)
  }
})

test('dozo log verify says it of any copy of the log, and of a whole one that it is', async () => {
  const said: string[] = []
  // Of the installation it asks nothing.
  const installation = { installation: undefined as never }
  const verify = (folder: string) =>
    logCommand({ ...installation, words: ['verify', folder] }, (line) => {
      said.push(line)
    })
  assert.equal(await verify(await withLines(cut)), 1)
  assert.match(said.pop()!, /^The ledger of what was destroyed is not the one/)
  assert.equal(await verify(await shop.copyOfLog()), 0)
  assert.match(said.join('\n'), /, \d+ lines, is the one that entry \d+ tells of/)
})

test('a restore with a ledger that was cut is refused, unless somebody says that it is lost', async () => {
  const backup = await shop.backup()
  await shop.begin()
  await erased('five')
  const newestLog = await withLines(cut)
  await assert.rejects(shop.restore(backup, { newestLog }), /not the one that the log tells of/)

  const restored = await shop.restore(backup, { newestLog: await shop.copyOfLog() })
  // Whole while it was restored, cut before the vault began.
  await assert.rejects(restored.open({ logFolder: newestLog }), /not the one that the log tells/)

  const lost = await shop.restore(backup, { newestLog, ledgerLost: true })
  await lost.open()
  const entries = await lost.look(
    'vault',
    `select purpose from log_entries where purpose like 'ledger-%' order by index desc limit 2`,
  )
  assert.deepEqual(
    entries.map(({ purpose }) => purpose),
    ['ledger-told', 'ledger-begun-anew'],
  )
})

test('a ledger that was cut beside a vault is written anew, and the operators hear of it', async () => {
  const { logFolder } = shop.options
  await allLetters(shop)
  await cp(await withLines(oneLess), logFolder, { recursive: true, force: true })
  await shop.reopen()
  await shop.begin()
  const alarms = (await allLetters(shop)).filter(({ to }) => to === 'osamu@people.example')
  assert.equal(alarms.length, 1)
  const verdict = await verdictOn(await shop.copyOfLog())
  assert.ok(verdict.holds, JSON.stringify(verdict))
  assert.equal(verdict.begunAnewIn, null)
  await shop.reopen()
  await shop.begin()
  assert.deepEqual(
    (await allLetters(shop)).filter(({ to }) => to === 'osamu@people.example'),
    [],
  )
})

test('a ledger that was cut beside a vault at work is told of with the night’s account', async () => {
  const { logFolder } = shop.options
  // Told of once for each state of the ledger, so this must be another one.
  await erased('another')
  const whole = await readFile(ledgerPath(logFolder))
  const aDayLater = async () => {
    shop.clock.advance(86_400_000)
    await forgetInTime(shop.vault.core, logFolder)
    return (await allLetters(shop)).filter(({ to }) => to === 'osamu@people.example').length
  }
  assert.equal(await aDayLater(), 0)
  await cp(await withLines(oneLess), logFolder, { recursive: true, force: true })
  await forgetInTime(shop.vault.core, logFolder)
  assert.equal(await aDayLater(), 1)
  await writeFile(ledgerPath(logFolder), whole)
})

test('what a killed vault had destroyed and not told is told by the next', async () => {
  const { member } = await signIn(shop, 'six@people.example')
  const [{ id } = { id: '' }] = await shop.look<{ id: string }>(
    `select id from records where subject_id = $1 and kind = 'contact'`,
    [member],
  )
  // As far as it gets without what comes after the commit.
  await shop.vault.core.append({ writes: dropping([id], shop.clock(), 'removed') })
  const before = (await tellings()).length
  await shop.reopen()
  await shop.begin()
  assert.equal((await tellings()).length, before + 1)
  assert.ok((await verdictOn(await shop.copyOfLog())).holds)
})

test('entries that are not those signed, or signed by another key, do not hold', async () => {
  const copy = await shop.copyOfLog()
  const other = 'localhost/log+764783b5+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c'
  assert.equal((await verifyLogFolder(copy, other)).holds, false)
  const width = shop.vault.log.size
  const path = `${copy}/tile/entries/000${width < 256 ? `.p/${width}` : ''}`
  const bytes = await readFile(path)
  bytes[20]! ^= 1
  await writeFile(path, bytes)
  assert.deepEqual(await verdictOn(copy), {
    holds: false,
    why: 'The entries are not those of the checkpoint.',
  })
})
