import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { type FileHandle, mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, test, vi } from 'vitest'
import { wholeLedger } from '#test/backups/whole-ledger.ts'
import { ledgerLines, ledgerPath, lineText, openLedgerFile } from '#trust/forgetting/ledger-file.ts'

const line = (n: number) => ({
  n,
  at: 1_775_001_600_000,
  kind: 'contact',
  rule: 'erased',
  hash: 'ab'.repeat(32),
})
const textOf = (n: number) => `${lineText(line(n))}\n`

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dozo-ledger-'))
  await mkdir(dirname(ledgerPath(folder)))
})
afterEach(() => rm(folder, { recursive: true }))

const numbers = async () => (await wholeLedger(folder)).map(({ n }) => n)

test('the ledger is read line by line, so it may be longer than memory', async () => {
  const path = ledgerPath(folder)
  execFileSync('mkfifo', [path])
  const writing = await open(path, 'r+')
  const lines = ledgerLines(folder)
  try {
    await writing.write(textOf(1))
    // Its end has not come yet, and never will.
    const first = await Promise.race([lines.next(), wait(10_000, 'nothing')])
    assert.deepEqual(first, { done: false, value: line(1) })
  } finally {
    await writing.close()
    await lines.return(undefined)
  }
})

test('a line that is broken, out of order or endless is refused, one that was cut is left out', async () => {
  const write = (text: string) => writeFile(ledgerPath(folder), text)
  const many = Array.from({ length: 2_000 }, (_, at) => textOf(at + 1)).join('')
  await write(`${many}${textOf(2_001).slice(0, 40)}`)
  assert.equal((await numbers()).length, 2_000)
  for (const wrong of ['{}\n', textOf(2_000), 'x'.repeat(100_000)]) {
    await write(`${many}${wrong}${textOf(2_001)}`)
    await assert.rejects(numbers(), /is damaged in line 2001\./)
  }
})

test('what a full disk left half-written is cut off before more is written', async () => {
  const file = await openLedgerFile(folder, () => {})
  await file.add([line(1)])
  const probe = await open(ledgerPath(folder))
  const half = vi.spyOn(Object.getPrototypeOf(probe) as FileHandle, 'appendFile')
  half.mockImplementationOnce(async function (this: FileHandle, text) {
    await this.write(String(text).slice(0, 40))
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
  })
  try {
    await assert.rejects(file.add([line(2)]), /no space/)
    await file.add([line(2), line(3)])
    assert.deepEqual(await numbers().catch(String), [1, 2, 3])
  } finally {
    half.mockRestore()
    await probe.close()
    await file.close()
  }
})
