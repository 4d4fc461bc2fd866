import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { appendFile, copyFile, readFile, rename, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, test, vi } from 'vitest'
import { newAgeKey } from '#adapters/age/age-files.ts'
import { poolPath, readList } from '#processes/backup/files.ts'
import {
  type FoundBackup,
  type Manifest,
  manifestPath,
  manifestText,
  partFiles,
  readBackup,
} from '#processes/backup/manifest.ts'
import { signIn } from '#test/vault/people.ts'
import { openShop, type Shop } from './ground.ts'

/** A restore makes and migrates two databases; a busy machine takes its time. */
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })

let shop: Shop
let backup: FoundBackup
let other: FoundBackup
let newestLog: string
const spoiled: string[] = []

beforeAll(async () => {
  shop = await openShop()
  backup = await shop.backup()
  await signIn(shop, 'aiko@people.example')
  other = await shop.backup()
  await shop.begin()
  newestLog = await shop.copyOfLog()
})
afterEach(async () => {
  for (const path of spoiled.splice(0)) await rename(`${path}.good`, path)
})
afterAll(() => shop.close())

/** The file comes back after the test. */
async function spoil(path: string, how: (path: string) => Promise<void>): Promise<void> {
  await copyFile(path, `${path}.good`)
  spoiled.push(path)
  await how(path)
}

const pathOf = (name: keyof typeof partFiles, of = backup) => join(of.folder, partFiles[name])

async function flip(path: string): Promise<void> {
  const bytes = await readFile(path)
  bytes[Math.floor(bytes.length / 2)]! ^= 1
  await writeFile(path, bytes)
}

/** As whoever may write to the disk of backups: parts and manifest fit each other. */
async function forge(changes: (manifest: Manifest) => Promise<Partial<Manifest>>) {
  const manifest = { ...backup.manifest, ...(await changes(backup.manifest)) }
  await spoil(manifestPath(backup.folder), (path) => writeFile(path, manifestText(manifest)))
  return readBackup(backup.folder)
}

async function measured(path: string) {
  const bytes = await readFile(path)
  return { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
}

test.for(['market', 'vault', 'files'] as const)(
  'a %s part with a flipped bit, cut, or longer is refused before anything is made',
  async (name) => {
    await spoil(pathOf(name), flip)
    await assert.rejects(shop.restore(backup, { newestLog }), /a byte of it is another/)
    await truncate(pathOf(name), 70)
    await assert.rejects(shop.restore(backup, { newestLog }), /has 70 bytes; the manifest says/)
    await appendFile(pathOf(name), 'x'.repeat(1_000_000))
    await assert.rejects(shop.restore(backup, { newestLog }), /bytes; the manifest says/)
  },
)

test('parts of two backups do not go together, even where the manifest was written to fit', async () => {
  await spoil(pathOf('market'), (path) => copyFile(pathOf('market', other), path))
  await assert.rejects(shop.restore(backup, { newestLog }), /bytes|a byte of it is another/)
  const mixed = await forge(async ({ parts }) => ({
    parts: { ...parts, market: await measured(pathOf('market')) },
  }))
  await assert.rejects(shop.restore(mixed, { newestLog }), /belongs to another backup/)
})

test('a manifest that the log does not tell of is refused, whatever it says', async () => {
  const forged = await forge(async () => ({ keepUntil: '2099-01-01T00:00:00.000Z' }))
  await assert.rejects(shop.restore(forged, { newestLog }), /does not tell of this backup/)
})

test('a manifest that somebody laid there is not told of by the next backup, nor counted', async () => {
  const forged = await forge(async () => ({ keepUntil: '2099-01-01T00:00:00.000Z' }))
  const next = await shop.backup()
  const told = await shop.look<{ act: Buffer }>('select act from backup_events')
  const isTold = ({ hash }: FoundBackup) => told.some(({ act }) => act.equals(hash))
  assert.deepEqual([isTold(forged), isTold(next)], [false, true])
  await shop.begin()
  const log = await shop.copyOfLog()
  const said: string[] = []
  const restored = await shop.restore(next, { newestLog: log, say: (line) => said.push(line) })
  assert.match(said.join('\n'), /does not tell of the backup of .* it does not count/)
  const known = await restored.look('vault', 'select manifest from backups')
  assert.ok(!known.some(({ manifest }) => forged.hash.equals(manifest)))
})

test('a market that is newer than its vault is refused', async () => {
  const forged = await forge(async () => ({ marketAt: '2099-01-01T00:00:00.000Z' }))
  await assert.rejects(shop.restore(forged, { newestLog }), /orders could be nobody's/)
})

test('another key opens nothing', async () => {
  const { identity } = await newAgeKey()
  const identities = [identity]
  const begun: string[] = []
  const changes = { newestLog, identities, begun: async () => void begun.push('begun') }
  await assert.rejects(shop.restore(backup, changes), /closed to another key/)
  assert.deepEqual(begun, [])
})

test('a stored file that was swapped for another is refused', async () => {
  const [one, two] = await readList(pathOf('files'))
  await spoil(poolPath(shop.place, one!.pooled), (path) =>
    copyFile(poolPath(shop.place, two!.pooled), path),
  )
  await assert.rejects(shop.restore(backup, { newestLog }), /is not the file that the list names/)
})

test('a log of another story, an older one, or one with a changed entry is refused', async () => {
  await signIn(shop, 'later@people.example')
  const later = await shop.backup()
  await assert.rejects(shop.restore(later, { newestLog }), /ends at entry \d+, the backup at/)
  const entries = join(newestLog, 'tile/entries/000.p')
  const width = (await readFile(join(newestLog, 'checkpoint'), 'utf8')).split('\n')[1]
  await spoil(join(entries, width!), async (path) => {
    const text = await readFile(path, 'latin1')
    await writeFile(path, text.replace(/signed-in(?!.*signed-in)/s, 'signed-im'), 'latin1')
  })
  await assert.rejects(shop.restore(backup, { newestLog }), /not the one that this backup/)
  await spoil(join(newestLog, 'checkpoint'), flip)
  await assert.rejects(shop.restore(backup, { newestLog }), /not signed with this market's key/)
})
