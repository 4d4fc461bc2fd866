import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { BrowserKind } from '#lib/http/browser-kind.ts'

export interface Canary {
  subject: string
  /** Milliseconds since 1970: whoever has its address has taken it after this. */
  madeAt: number
  address: string
  browser: BrowserKind
  /** How often it comes back, on average. */
  everyMillis: number
  /** The storefront's handle of its session, base64url; it may be over. */
  handle: string
}

const fileName = 'canaries.json'

/**
 * Who is a canary stands beside the ring, and nowhere in the database. Whoever has this file has
 * the keys too.
 */
export async function readCanaries(keysFolder: string): Promise<Canary[]> {
  try {
    return JSON.parse(await readFile(join(keysFolder, fileName), 'utf8')) as Canary[]
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** Replaces the list as a whole; on the disk when it returns. */
export async function keepCanaries(keysFolder: string, canaries: readonly Canary[]): Promise<void> {
  const path = join(keysFolder, fileName)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const file = await open(`${path}.new`, 'w', 0o600)
  await file.writeFile(`${JSON.stringify(canaries)}\n`)
  await file.sync()
  await file.close()
  await rename(`${path}.new`, path)
}
