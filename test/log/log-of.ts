import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LogFiles } from '#trust/log/files.ts'
import { type Signer, signerFrom } from '#trust/log/note.ts'

export const logSigner = signerFrom('market.example/log', Buffer.alloc(32, 7))

export interface TestLog {
  folder: string
  files: LogFiles
  /** Adds entries with these texts and publishes. */
  grow(texts: readonly string[]): Promise<void>
  read: (path: string) => Promise<Buffer | undefined>
}

/** A published log of a test, with a key that everybody knows. */
export async function newLog(signer: Signer = logSigner): Promise<TestLog> {
  const folder = await mkdtemp(join(tmpdir(), 'dozo-log-'))
  const files = await LogFiles.open({
    folder,
    signer,
    store: { size: 0, leaves: async () => [] },
  })
  return {
    folder,
    files,
    grow: async (texts) => {
      files.add(texts)
      await files.publish()
    },
    read: (path) => files.read(path),
  }
}

/** Texts of entries `from` to `to` (not included). */
export function entries(from: number, to: number, word = 'entry'): string[] {
  return Array.from({ length: to - from }, (_, at) => `{"${word}":${from + at}}`)
}
