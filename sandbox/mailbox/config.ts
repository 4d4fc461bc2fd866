import { z } from 'zod'

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
export function readConfig(env: Record<string, string | undefined>): Config {
  const read = settings.parse(env)
  const webPort = read.MAILBOX_WEB_PORT
  return Object.freeze({
    webPort,
    origin: new URL(read.MAILBOX_ORIGIN ?? `http://mailbox.localhost:${webPort}`).origin,
    smtpPort: read.MAILBOX_SMTP_PORT,
    dataDir: read.MAILBOX_DATA_DIR,
    mostLetters: read.MAILBOX_MOST_LETTERS,
    mostBytes: read.MAILBOX_MOST_BYTES,
  })
}
