import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterAll, beforeAll, onTestFinished, test } from 'vitest'
import { rangesOf } from '#test/log/ranges.ts'
import { leafHash } from '#trust/log/merkle.ts'
import { parseCheckpoint, verifiedText } from '#trust/log/note.ts'
import { DatabaseFault } from '#trust/vault/db.ts'
import { openVault } from '#trust/vault/server.ts'
import { openTestVault, type TestVault } from './open-vault.ts'

let town: TestVault
beforeAll(async () => {
  town = await openTestVault()
})
afterAll(() => town.drop())

interface Running {
  child: ChildProcess
  /** Lines that came out. */
  said: string[]
  opened: Promise<void>
}

function start(): Running {
  const { databaseUrl, keysFolder } = town.options
  const program = join(import.meta.dirname, 'bind-until-killed.ts')
  const child = spawn(process.execPath, [program, databaseUrl, join(keysFolder, '..')], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  const opened = new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      said.push(line)
      if (line === 'open') resolve()
    })
    child.once('exit', () => reject(new Error('ended before it was open')))
  })
  opened.catch(() => {})
  return { child, said, opened }
}

async function checkpoint() {
  const { logFolder } = town.options
  const key = (await readFile(join(logFolder, 'vkey'), 'utf8')).trim()
  const note = await readFile(join(logFolder, 'checkpoint'), 'utf8')
  return parseCheckpoint(verifiedText(note, key)!)!
}

test('a vault killed at any moment has in its log whatever it answered', async () => {
  await town.vault.close()
  for (const millis of [20, 90, 250, 600]) {
    const { child, said, opened } = start()
    await opened
    await new Promise((resolve) => setTimeout(resolve, millis))
    child.kill('SIGKILL')
    await once(child, 'close')
    const answered = said.filter((line) => line.includes(' '))
    const missing = await town.look(
      `select a.* from unnest($1::text[]) a(line) left join log_entries e
          on e.about = split_part(line, ' ', 2)::uuid
          and e.purpose = 'order-' || split_part(line, ' ', 1) where e.index is null`,
      [answered],
    )
    assert.deepEqual(missing, [], `after ${millis} ms`)
  }
  const [gaps] = await town.look<{ n: number; orphans: number }>(
    `select (max(index) + 1 - count(*))::int n,
        (select count(*)::int from bindings b where not exists
          (select from log_entries e where e.about = b.order_id)) orphans from log_entries`,
  )
  assert.deepEqual(gaps, { n: 0, orphans: 0 })
  const [letters] = await town.look<{ n: number }>(
    `select (select count(*) from paid_orders) - (select count(*) from letters) as n`,
  )
  assert.equal(Number(letters!.n), 0)

  town.vault = await openVault(town.options)
  const leaves = await town.look<{ leaf: string }>('select leaf from log_entries order by index')
  const { size, root } = await checkpoint()
  const hashes = leaves.slice(0, size).map(({ leaf }) => leafHash(Buffer.from(leaf)))
  assert.ok(size > 4)
  assert.deepEqual(root, rangesOf(hashes)(0, size))
}, 120_000)

test('a second vault on the same database is refused and the first goes on', async () => {
  await assert.rejects(openVault(town.options), /Another vault already writes/)
  const before = await town.vault.core.append({ entries: [started] })
  assert.equal(before, 'done')
}, 30_000)

const started = {
  principal: 'vault',
  purpose: 'vault-started',
  kind: '',
  subject: null,
  about: null,
} as const

test('a vault whose connection is cut says so, so that its process ends', async () => {
  const lost: string[] = []
  await town.vault.close()
  const vault = await openVault({ ...town.options, onLost: (why) => lost.push(why) })
  await town.look(
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'
      and database = (select oid from pg_database where datname = current_database())`,
  )
  await assert.rejects(vault.core.append({ entries: [started] }))
  assert.ok(lost.length > 0)
  await vault.close().catch(() => {})
  town.vault = await openVault(town.options)
})

/** Stopped, it would keep the lock from all who come after; let go, it ends. */
function letGo(pid: number): void {
  try {
    process.kill(pid, 'SIGCONT')
  } catch {
    // It is gone already.
  }
}

test('a vault whose database says nothing more ends, and never tells what it does not know', async () => {
  const lost: string[] = []
  await town.vault.close()
  const options = { ...town.options, statementMillis: 200, onLost: (why: string) => lost.push(why) }
  const vault = await openVault(options)
  const [writer] = await town.look<{ pid: number }>(
    `select pid from pg_locks where locktype = 'advisory'
      and database = (select oid from pg_database where datname = current_database())`,
  )
  const { pid } = writer!
  process.kill(pid, 'SIGSTOP')
  onTestFinished(() => letGo(pid))
  await assert.rejects(vault.core.append({ entries: [started] }), /unknown/)
  assert.deepEqual(lost, ['the database did not say whether it wrote'])
  await assert.rejects(vault.core.append({ entries: [started] }), { code: 'unavailable' })
  letGo(pid)
  await vault.close().catch(() => {})
  town.vault = await openVault(town.options)
}, 15_000)

test('only what the server itself said counts as its answer', () => {
  const broken = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })
  assert.equal(new DatabaseFault(broken).isAnswer, false)
  const refused = Object.assign(new pg.DatabaseError('twice', 5, 'error'), { code: '23505' })
  assert.equal(new DatabaseFault(refused).isAnswer, true)
  const ended = Object.assign(new pg.DatabaseError('shut', 4, 'error'), { code: '57P01' })
  assert.equal(new DatabaseFault(ended).isAnswer, false)
})

test('a ring that is gone, readable by others, or of another vault is refused', async () => {
  const { keysFolder, ...rest } = town.options
  const options = { ...rest, keysFolder }
  const file = join(keysFolder, 'ring.json')
  await town.vault.close()
  const ring = await readFile(file, 'utf8')
  await rm(file)
  await assert.rejects(openVault(options), /key ring .* is gone/)
  await writeFile(file, ring, { mode: 0o644 })
  await chmod(file, 0o644)
  await assert.rejects(openVault(options), /can be read by others/)
  const changed = JSON.parse(ring)
  changed.keys[0].wrapped = Buffer.alloc(32, 1).toString('base64url')
  await writeFile(file, JSON.stringify(changed))
  await chmod(file, 0o600)
  await assert.rejects(openVault(options), /lacks the key "record" 1/)
  await writeFile(file, ring)
  town.vault = await openVault(options)
})

test('a database that was rolled back behind its published log is refused', async () => {
  await town.vault.core.append({ entries: [started] })
  await town.vault.close()
  const [last] = await town.look('select * from log_entries order by index desc limit 1')
  await town.look('delete from log_entries where index = $1', [last!.index])
  await assert.rejects(openVault(town.options), /rolled back/)
  const columns = Object.keys(last!)
  await town.look(
    `insert into log_entries (${columns}) values (${columns.map((_, at) => `$${at + 1}`)})`,
    Object.values(last!),
  )
  town.vault = await openVault(town.options)
})
