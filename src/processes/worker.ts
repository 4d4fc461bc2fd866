import { z } from 'zod'
import { pictureEncoder } from '#adapters/pictures/encoder.ts'
import { runJobs } from '#adapters/queue/run-jobs.ts'
import { contentInspector } from '#adapters/scanning/inspector.ts'
import { fileStorage } from '#adapters/storage/files.ts'
import { systemClock } from '#lib/clock.ts'
import { readConfig } from '#lib/config.ts'
import { openDb, openPool } from '#lib/db/open.ts'
import { systemIds } from '#lib/ids.ts'
import { repeat } from '#lib/repeat.ts'
import { checkUpload, dropUnusedUploads, makeRenditions, removeFile } from '#market/media/jobs.ts'
import { indexWork } from '#market/search/commands.ts'
import { renewDocuments } from '#market/search/jobs.ts'
import { born, ready } from './life.ts'

const settings = z.object({
  /** The role `worker` reads what it works on and writes its results. */
  WORKER_DATABASE_URL: z.url(),
  /** Folder of works and pictures. */
  STORAGE_DIR: z.string(),
})

const renewalMillis = 3_600_000
const clearingMillis = 3_600_000

const log = born('worker')
const config = readConfig(settings, process.env)
const pool = openPool('worker', config.WORKER_DATABASE_URL, { max: 4, statementMillis: 60_000 })
const needs = {
  db: openDb('worker', pool),
  storage: await fileStorage({ root: config.STORAGE_DIR, newId: systemIds, clock: systemClock }),
  inspector: contentInspector(),
  encoder: pictureEncoder(),
  clock: systemClock,
}
const id = z.uuid()
const storageKey = z.string().max(200)
const queue = await runJobs(
  pool,
  {
    'check-upload': ({ upload }) => checkUpload(needs, { upload: id.parse(upload) }),
    'make-renditions': ({ picture }) => makeRenditions(needs, { picture: id.parse(picture) }),
    'remove-file': ({ key }) => removeFile(needs, { key: storageKey.parse(key) }),
    'index-work': ({ work }) => indexWork(needs.db, id.parse(work)),
  },
  { log, atOnce: 2 },
)
const renewal = repeat({
  work: () => renewDocuments(needs.db),
  everyMillis: renewalMillis,
  onError: (error) => log.error('renewal-failed', { error }),
})
const clearing = repeat({
  work: () => dropUnusedUploads(needs),
  everyMillis: clearingMillis,
  onError: (error) => log.error('clearing-failed', { error }),
})
ready(
  () => queue.close(),
  () => renewal.stop(),
  () => clearing.stop(),
  () => pool.end(),
)
