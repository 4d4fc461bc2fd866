import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { connect } from '#lib/call/connect.ts'
import { serveCalls } from '#lib/call/serve.ts'
import { systemClock } from '#lib/clock.ts'
import { readConfig } from '#lib/config.ts'
import { systemIds } from '#lib/ids.ts'
import { payPagePolicy } from '#sites/pay/policy.ts'
import { monitorForConsole } from '#trust/integrity/calls.ts'
import { keepWatch } from '#trust/integrity/keep-watch.ts'
import { readManifest } from '#trust/integrity/manifest.ts'
import { standingFile } from '#trust/integrity/standing-file.ts'
import { lookAtPayPage } from '#trust/integrity/watch.ts'
import { calls } from './calls.ts'
import { origins } from './config.ts'
import { born, ready } from './life.ts'
import { readBy } from './read-by.ts'

const settings = z.object({
  RUN_DIR: z.string(),
  BUILD_DIR: z.string(),
  /** Folder of what the monitor remembers: one small file. */
  MONITOR_DIR: z.string(),
  PORT: z.coerce.number().int().min(1).max(65_535),
  PAY_ORIGIN: z.url(),
  SHOP_ORIGIN: z.url(),
  PROVIDER_ORIGIN: readBy(origins),
  /** Milliseconds between two looks at the payment page. */
  LOOK_EVERY_MILLIS: z.coerce.number().int().min(100).max(60_000).default(20_000),
})

const log = born('monitor')
const config = readConfig(settings, process.env)
const vault = connect(calls.vault.monitor, { path: join(config.RUN_DIR, 'vault/for-monitor.sock') })
const manifest = readManifest(readFileSync(join(config.BUILD_DIR, 'manifest'), 'utf8'))
const policy = payPagePolicy({ providers: config.PROVIDER_ORIGIN, shop: config.SHOP_ORIGIN })
// Node does not resolve *.localhost; a browser would come to the same address.
const door = { address: '127.0.0.1', port: config.PORT, host: new URL(config.PAY_ORIGIN).host }

const watch = keepWatch({
  look: () => lookAtPayPage(door, { manifest, policy }),
  vault,
  file: standingFile(join(config.MONITOR_DIR, 'standing.json')),
  clock: systemClock,
  newId: systemIds,
  log,
  everyMillis: config.LOOK_EVERY_MILLIS,
})
const server = await serveCalls({
  path: join(config.RUN_DIR, 'monitor/for-console.sock'),
  calls: monitorForConsole,
  handlers: {
    standing: () => {
      const { watchingSince, lastLook, alarms } = watch.standing()
      return { watchingSince, lastLook, alarms: alarms.map(({ told: _, ...alarm }) => alarm) }
    },
  },
  onFault: ({ reference, error }) => log.error('fault', { reference, error }),
})
ready(
  () => watch.close(),
  () => server.close(),
)
