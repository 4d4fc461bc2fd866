import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { hearMail } from '#adapters/mail/incoming.ts'
import { connect } from '#lib/call/connect.ts'
import { systemClock } from '#lib/clock.ts'
import { readConfig } from '#lib/config.ts'
import { systemIds } from '#lib/ids.ts'
import { payPagePolicy } from '#sites/pay/policy.ts'
import { blindMillis, mostAlarms } from '#trust/integrity/alarms.ts'
import { monitorForConsole } from '#trust/integrity/calls.ts'
import { keepWatch } from '#trust/integrity/keep-watch.ts'
import { readManifest } from '#trust/integrity/manifest.ts'
import { standingFile } from '#trust/integrity/standing-file.ts'
import { fetchFrom, frontDoor, lookAtPayPage } from '#trust/integrity/watch.ts'
import { cosignerFrom } from '#trust/proofs/cosignature.ts'
import { logKey } from '#trust/witness/log-key.ts'
import { watchedLog } from '#trust/witness/watched-log.ts'
import { calls } from './calls.ts'
import { domains, fileBytes, origin, origins } from './config.ts'
import { answers, callersFrom, elsewhere, listening, reach, serveCallers } from './hosts.ts'
import { born, ready } from './life.ts'
import { readBy } from './read-by.ts'

const settings = z.object({
  RUN_DIR: z.string(),
  BUILD_DIR: z.string(),
  VAULT_AT: readBy(elsewhere),
  /** Where the monitor listens for a console elsewhere, `address:port`. Not set: sockets only. */
  MONITOR_LISTEN: readBy(listening),
  /** Addresses and networks, with commas, that are listened to there. Not set: any. */
  MONITOR_CALLERS_FROM: readBy(callersFrom),
  CALLS_CERTIFICATE: z.string().optional(),
  /** Folder of what the monitor remembers: one small file. */
  MONITOR_DIR: z.string(),
  /** Where the gateway is for the monitor, such as https://203.0.113.5; asked as browsers do. */
  MONITOR_GATEWAY: readBy(origin),
  /** File of the certificate that vouches for the gateway's, where browsers know it otherwise. */
  MONITOR_CA_FILE: readBy(fileBytes),
  PAY_ORIGIN: z.url(),
  SHOP_ORIGIN: z.url(),
  PROVIDER_ORIGIN: readBy(origins),
  /** Port where mail to the canaries' domains comes in. Not set: nobody listens. */
  CANARY_SMTP_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  /** Address that it listens on. */
  CANARY_SMTP_ADDRESS: z.string().default('127.0.0.1'),
  /** Domains of the canaries, with commas; their mail must be led to that port. */
  CANARY_DOMAINS: readBy(domains),
  /** Milliseconds between two looks at the payment page. */
  LOOK_EVERY_MILLIS: z.coerce.number().int().min(100).max(60_000).default(20_000),
  /** Milliseconds between two looks at the log. */
  WITNESS_EVERY_MILLIS: z.coerce.number().int().min(100).max(60_000).default(5_000),
  /** Secret of the witness: 32 bytes in base64url. It signs checkpoints and nothing else. */
  MONITOR_WITNESS_KEY: z.base64url().length(43),
  /** What the witness calls itself in its lines; the shop's host and `/witness` unless set. */
  WITNESS_NAME: z
    .string()
    .regex(/^[^\s+]{1,100}$/)
    .optional(),
  /** The log's key, `<shop>/log/vkey`. Not set: the first one seen is believed for ever. */
  LOG_PUBLIC_KEY: readBy(logKey),
  /** Minutes without a new entry after which the log stands still; the vault writes every four. */
  LOG_STILL_MINUTES: z.coerce.number().int().min(6).max(1440).default(15),
})

const log = born('monitor')
const config = readConfig(settings, process.env)
const vault = connect(
  calls.vault.monitor,
  reach(['monitor', 'vault'], config.VAULT_AT, config, log),
)
const manifest = readManifest(readFileSync(join(config.BUILD_DIR, 'manifest'), 'utf8'))
const policy = payPagePolicy({ providers: config.PROVIDER_ORIGIN, shop: config.SHOP_ORIGIN })
// Node does not resolve *.localhost, so where the gateway is, is said apart from its names.
const doorOf = (site: string) =>
  frontDoor(config.MONITOR_GATEWAY, new URL(site).host, config.MONITOR_CA_FILE)
const [door, shopDoor] = [doorOf(config.PAY_ORIGIN), doorOf(config.SHOP_ORIGIN)]
const told = { vault, clock: systemClock, newId: systemIds, log }

const page = keepWatch({
  ...told,
  look: async () => {
    const findings = await lookAtPayPage(door, { manifest, policy })
    return findings && { kind: 'page-changed', findings }
  },
  silence: { kind: 'page-away', looks: Math.ceil(blindMillis / config.LOOK_EVERY_MILLIS) },
  file: standingFile(join(config.MONITOR_DIR, 'standing.json')),
  everyMillis: config.LOOK_EVERY_MILLIS,
})
const witness = keepWatch({
  ...told,
  look: watchedLog({
    folder: join(config.MONITOR_DIR, 'witness'),
    logKey: config.LOG_PUBLIC_KEY,
    cosigner: cosignerFrom(
      config.WITNESS_NAME ?? `${shopDoor.host}/witness`,
      Buffer.from(config.MONITOR_WITNESS_KEY, 'base64url'),
    ),
    clock: systemClock,
    read: async (path) => {
      const { status, body } = await fetchFrom(shopDoor, `/log/${path}`)
      return status === 200 ? Buffer.from(body) : undefined
    },
    post: (note) => vault.takeCosigned({ note }),
    stillMillis: config.LOG_STILL_MINUTES * 60_000,
  }),
  silence: { kind: 'log-away', looks: Math.ceil(blindMillis / config.WITNESS_EVERY_MILLIS) },
  file: standingFile(join(config.MONITOR_DIR, 'witness-standing.json')),
  everyMillis: config.WITNESS_EVERY_MILLIS,
})
const forConsole = answers(monitorForConsole, {
  standing: () => {
    const { watchingSince, lastLook, alarms } = page.standing()
    const all = [...alarms, ...witness.standing().alarms].sort((a, b) => b.at - a.at)
    const shown = all.slice(0, mostAlarms).map(({ told: _, ...alarm }) => alarm)
    return { watchingSince, lastLook, alarms: shown }
  },
})
const server = await serveCallers('monitor', { console: forConsole }, config, {
  log,
  onFault: ({ reference, error }) => log.error('fault', { reference, error }),
  at: config.MONITOR_LISTEN,
  from: config.MONITOR_CALLERS_FROM,
})
const canaryMail = config.CANARY_SMTP_PORT
  ? {
      port: config.CANARY_SMTP_PORT,
      address: config.CANARY_SMTP_ADDRESS,
      domains: config.CANARY_DOMAINS,
    }
  : undefined
const hearing = canaryMail
  ? await hearMail(canaryMail, (mail) => vault.canaryMailed(mail))
  : undefined
ready(
  () => hearing?.(),
  () => page.close(),
  () => witness.close(),
  () => server.close(),
)
