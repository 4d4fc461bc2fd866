import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { test } from 'vitest'
import { contentInspector } from '#adapters/scanning/inspector.ts'
import { fileStorage } from '#adapters/storage/files.ts'
import { fileOf } from '#db/seeds/files/make-file.ts'
import { townWorks } from '#db/seeds/town.ts'
import { systemClock } from '#lib/clock.ts'
import { systemIds } from '#lib/ids.ts'

test('every file of the demo town is what its name says, and no two are the same', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dozo-files-'))
  const storage = await fileStorage({ root: folder, newId: systemIds, clock: systemClock })
  const cover = await sharp({ create: { width: 60, height: 80, channels: 3, background: '#264' } })
    .jpeg()
    .toBuffer()
  const inspector = contentInspector()
  const seen = new Map<string, string>()
  for (const { key, title, language, description, files } of townWorks) {
    for (const name of files) {
      const content = fileOf(name, {
        ...{ key, title, creator: '蓮', language, description, cover },
        ...{ coverWidth: 60, coverHeight: 80 },
      })
      const stored = await storage.keep('works', [content], { maxBytes: 1_000_000 })
      const found = await inspector.inspect({ key: stored.key, name }, storage)
      assert.ok('mediaType' in found, `${name}: ${JSON.stringify(found)}`)
      assert.equal(seen.get(stored.sha256), undefined, `${name} is the same as another`)
      seen.set(stored.sha256, name)
    }
  }
  await rm(folder, { recursive: true })
})
