import { z } from 'zod'
import { readConfig as read } from '#lib/config.ts'

const port = z.coerce.number().int().min(1).max(65_535)

const settings = z.object({
  /** Port of the web page, on 127.0.0.1 only. */
  MAILBOX_WEB_PORT: port.default(8082),
  /** How browsers name the web page; defaults to http://mailbox.localhost:<port>. */
  MAILBOX_ORIGIN: z.url({ protocol: /^https?$/ }).optional(),
  /** Port on 127.0.0.1 where mail is taken. */
  MAILBOX_SMTP_PORT: port.default(8083),
  /** Folder of the letters, this program's alone; for example <data>/mailbox. */
  MAILBOX_DATA_DIR: z.string().min(1),
  /** Letters kept; the oldest go first. */
  MAILBOX_MOST_LETTERS: z.coerce.number().int().min(1).max(100_000).default(1000),
  /** Largest letter taken, in bytes. */
  MAILBOX_MOST_BYTES: z.coerce.number().int().min(1000).max(50_000_000).default(2_000_000),
})

export interface Config {
  webPort: number
  origin: string
  smtpPort: number
  dataDir: string
  mostLetters: number
  mostBytes: number
}

/** Called once, by main. Nothing else reads process.env. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = read(settings, env)
  const webPort = given.MAILBOX_WEB_PORT
  return {
    webPort,
    origin: new URL(given.MAILBOX_ORIGIN ?? `http://mailbox.localhost:${webPort}`).origin,
    smtpPort: given.MAILBOX_SMTP_PORT,
    dataDir: given.MAILBOX_DATA_DIR,
    mostLetters: given.MAILBOX_MOST_LETTERS,
    mostBytes: given.MAILBOX_MOST_BYTES,
  }
}
