import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { containerDocuments } from './documents/containers.ts'
import { refusalsDocument } from './documents/refusals.ts'
import { settingsDocument } from './documents/settings.ts'
import { unitDocuments } from './documents/units.ts'
import { vaultDocument } from './documents/vault.ts'

/** Documents made from the code; a test compares what is committed with what this writes. */
export function documents(root: string): Record<string, string> {
  return {
    'docs/settings.md': settingsDocument(root),
    'docs/refusals.md': refusalsDocument(),
    ...unitDocuments(),
    ...containerDocuments(),
    'docs/vault.md': vaultDocument(root),
  }
}

if (process.argv[1] === import.meta.filename) {
  const root = join(import.meta.dirname, '..')
  for (const [path, text] of Object.entries(documents(root))) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}
