import { join } from 'node:path'
import { z } from 'zod'
import { making, pictureEncoder } from '#adapters/pictures/encoder.ts'
import { contentInspector } from '#adapters/scanning/inspector.ts'
import { fileStorage } from '#adapters/storage/files.ts'
import { fillTown } from '#db/seeds/fill.ts'
import { keptEncoder } from '#db/seeds/kept.ts'
import { connect } from '#lib/call/connect.ts'
import { systemClock } from '#lib/clock.ts'
import { readConfig } from '#lib/config.ts'
import { inTransaction } from '#lib/db/in-transaction.ts'
import { openDb } from '#lib/db/open.ts'
import { systemIds } from '#lib/ids.ts'
import { calls } from './calls.ts'

const settings = z.object({
  RUN_DIR: z.string(),
  BUILD_DIR: z.string(),
  STORAGE_DIR: z.string(),
  STOREFRONT_DATABASE_URL: z.url(),
  CONSOLE_DATABASE_URL: z.url(),
  WORKER_DATABASE_URL: z.url(),
})

const config = readConfig(settings, process.env)
const storefront = openDb('storefront', config.STOREFRONT_DATABASE_URL)
const console = openDb('console', config.CONSOLE_DATABASE_URL, { max: 1 })
const worker = openDb('worker', config.WORKER_DATABASE_URL)
const vault = connect(calls.vault.supervisor, {
  path: join(config.RUN_DIR, 'vault/for-supervisor/socket'),
})
const folder = join(config.BUILD_DIR, '../.cache/covers')
await fillTown({
  storefront,
  console,
  vault,
  inTransaction: (work) => inTransaction(storefront, work),
  media: {
    db: worker,
    storage: await fileStorage({ root: config.STORAGE_DIR, newId: systemIds, clock: systemClock }),
    inspector: contentInspector(),
    encoder: keptEncoder(pictureEncoder(), { folder, making: await making() }),
    clock: systemClock,
  },
  coverFolder: folder,
  say: (line) => process.stdout.write(`${line}\n`),
})
vault.close()
await Promise.all([storefront.destroy(), console.destroy(), worker.destroy()])
