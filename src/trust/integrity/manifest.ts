import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Path inside the release → SHA-256 in hex. */
export type Manifest = ReadonlyMap<string, string>

const mostFiles = 10_000
const lineForm = /^([0-9a-f]{64}) {2}([^\n]{1,400})$/

/**
 * Hashes every file of a release folder, whatever its kind: what reaches a browser and what a
 * process runs. Written as `sha256sum` writes it, so anybody can check it with that tool.
 */
export async function manifestOf(folder: string): Promise<Manifest> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = found.filter((entry) => entry.isFile())
  if (files.length > mostFiles) throw new RangeError(`more than ${mostFiles} files in a release`)
  const paths = files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
  const hashes = new Map<string, string>()
  for (const path of paths.sort()) hashes.set(path, sha256(await readFile(join(folder, path))))
  return hashes
}

export function manifestText(manifest: Manifest): string {
  return [...manifest].map(([path, hash]) => `${hash}  ${path}\n`).join('')
}

/** The reverse of `manifestText`. A line of another form is a RangeError: nothing is guessed. */
export function readManifest(text: string): Manifest {
  const lines = text.split('\n').filter((line) => line !== '')
  return new Map(
    lines.map((line) => {
      const [, hash, path] = lineForm.exec(line) ?? []
      if (!hash || !path) throw new RangeError('a manifest line is a hash, two spaces, a path')
      return [path, hash]
    }),
  )
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
