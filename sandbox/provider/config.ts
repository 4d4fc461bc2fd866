import { z } from 'zod'
import { readConfig as read } from '#lib/config.ts'

const port = z.coerce.number().int().min(1).max(65_535)
const key = z.string().min(16).max(200)

const settings = z.object({
  /** Port of API and pages, on 127.0.0.1 only. */
  SANDBOX_PROVIDER_PORT: port.default(8081),
  /** How browsers and shops name this program; defaults to http://provider.localhost:<port>. */
  SANDBOX_PROVIDER_ORIGIN: z.url({ protocol: /^https?$/ }).optional(),
  /** May do everything. */
  SANDBOX_PROVIDER_SECRET_KEY: key,
  /** May read sessions and refunds; for the monitor. */
  SANDBOX_PROVIDER_READ_KEY: key,
  /** Signs every webhook. */
  SANDBOX_PROVIDER_WEBHOOK_SECRET: key,
  /** Where news is sent; for example http://pay.localhost:8080/webhook/sandbox. */
  SANDBOX_PROVIDER_WEBHOOK_URL: z.url({ protocol: /^https?$/ }),
  /** Folder of the record, this program's alone; for example <data>/provider. */
  SANDBOX_DATA_DIR: z.string().min(1),
  /** How late "later" is, in seconds: late webhooks, refunds that end later. */
  SANDBOX_PROVIDER_LATE_SECONDS: z.coerce.number().min(0).max(86_400).default(10),
  /** First pause before a webhook is sent again, in milliseconds; doubles to 30 s. */
  SANDBOX_PROVIDER_BACKOFF_MILLIS: z.coerce.number().int().min(10).max(30_000).default(500),
})

export interface Config {
  port: number
  origin: string
  secretKey: string
  readKey: string
  webhookSecret: string
  webhookUrl: URL
  dataDir: string
  lateSeconds: number
  backoffMillis: number
}

/** Called once, by main. Nothing else reads process.env. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = read(settings, env)
  const port = given.SANDBOX_PROVIDER_PORT
  const origin = given.SANDBOX_PROVIDER_ORIGIN ?? `http://provider.localhost:${port}`
  return {
    port,
    origin: new URL(origin).origin,
    secretKey: given.SANDBOX_PROVIDER_SECRET_KEY,
    readKey: given.SANDBOX_PROVIDER_READ_KEY,
    webhookSecret: given.SANDBOX_PROVIDER_WEBHOOK_SECRET,
    webhookUrl: new URL(given.SANDBOX_PROVIDER_WEBHOOK_URL),
    dataDir: given.SANDBOX_DATA_DIR,
    lateSeconds: given.SANDBOX_PROVIDER_LATE_SECONDS,
    backoffMillis: given.SANDBOX_PROVIDER_BACKOFF_MILLIS,
  }
}
