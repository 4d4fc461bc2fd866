import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, test, vi } from 'vitest'
import { isRefusal } from '#lib/refusal.ts'
import { backupsIn } from '#processes/backup/manifest.ts'
import { inTime, signIn } from '#test/vault/people.ts'
import { openShop, type Shop } from './ground.ts'

/** A restore makes and migrates two databases; a busy machine takes its time. */
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

/** Every row of every table, but what a restore writes down about itself. */
async function contentOf(look: (text: string) => Promise<Record<string, string>[]>) {
  const tables = await look(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace
     and relkind = 'r' and relname not in
       ('schema_migrations', 'backups', 'backup_events', 'restores') order by 1`,
  )
  const content: Record<string, unknown> = {}
  for (const { name } of tables as { name: string }[]) {
    const rows = await look(`select to_jsonb(t)::text as row from ${name} t order by 1`)
    content[name] = rows.map(({ row }) => row)
  }
  return content
}

test('what was backed up comes back, row for row, and opens with the same ring', async () => {
  const aiko = await signIn(shop, 'aiko@people.example')
  const backup = await shop.backup()
  const before = await contentOf((text) => shop.look(text))
  await shop.begin()
  const restored = await shop.restore(backup, { newestLog: await shop.copyOfLog() })
  const after = await contentOf((text) => restored.look('vault', text))
  for (const table of ['sessions', 'attempts', 'log_entries']) {
    delete before[table]
    delete after[table]
  }
  assert.deepEqual(after, before)
  const works = await restored.look('market', 'select title from works order by title')
  assert.deepEqual(
    works.map(({ title }) => title),
    ['タブ\tと改行\nと\\N', '星の本'],
  )
  const town = await restored.open()
  const again = await signIn(town, 'aiko@people.example')
  assert.equal(again.member, aiko.member)
  const old = async () => town.ask.accounts.sessionOf({ session: aiko.session }, inTime)
  await assert.rejects(old, (error) => isRefusal(error, 'sign-in-needed'))
})

test('the log goes on where it was published, and tells of backup and restore', async () => {
  await signIn(shop, 'hana@people.example')
  const backup = await shop.backup()
  await shop.begin()
  await signIn(shop, 'yuki@people.example')
  const newestLog = await shop.copyOfLog()
  const published = await readFile(join(newestLog, 'checkpoint'), 'utf8')
  const restored = await shop.restore(backup, { newestLog })
  assert.ok(restored.outcome.entries > 3)
  const town = await restored.open()
  await town.vault.log.publish()
  const size = Number(published.split('\n')[1])
  const old = await shop.look('select leaf from log_entries where index < $1 order by index', [
    size,
  ])
  const now = await restored.look(
    'vault',
    'select index::int, leaf from log_entries order by index',
  )
  assert.deepEqual(
    now.slice(0, size).map(({ leaf }) => leaf),
    old.map(({ leaf }) => leaf),
  )
  const told = now.map(({ leaf }) => JSON.parse(leaf)).filter(({ by }) => by === 'supervisor')
  assert.deepEqual(told.map((entry) => entry.do).slice(-2), ['backup-made', 'restored'])
  assert.equal(told.at(-1).ref, backup.hash.toString('base64url'))
})

test('stored files are kept once, closed, and come back whole', async () => {
  const pooled = async () =>
    (await readdir(join(shop.place, 'files'), { recursive: true })).filter((name) =>
      name.endsWith('.age'),
    )
  const before = await pooled()
  assert.equal(before.length, 2)
  const backup = await shop.backup()
  assert.deepEqual(await pooled(), before)
  await shop.begin()
  const storage = join(shop.place, '../come-back')
  await shop.restore(backup, { storage, newestLog: await shop.copyOfLog() })
  const kept = await readFile(join(shop.storage, 'works/ab/abcdef'))
  assert.deepEqual(await readFile(join(storage, 'works/ab/abcdef')), kept)
  assert.deepEqual(await readFile(join(storage, 'works/ab/abcd00')), Buffer.alloc(0))
})

test('a list of backups needs no key, and names the ring versions that are needed', async () => {
  const [first] = backupsIn(shop.place)
  assert.deepEqual(first?.manifest.ringVersions, [1])
  const rows = await shop.look('select ring_versions, pruned_at from backups')
  assert.deepEqual(rows[0], { ring_versions: [1], pruned_at: null })
})
