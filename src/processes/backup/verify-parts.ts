import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { type FoundBackup, type PartName, partFiles } from './manifest.ts'

/**
 * That every part lies there as the manifest says, byte for byte. Needs no key. Throws with a
 * sentence on the first that is missing, cut, changed, or of another backup.
 */
export async function verifyParts({ folder, manifest }: FoundBackup): Promise<void> {
  if (manifest.marketAt > manifest.vaultAt) {
    throw new Error(`${folder}: the market is newer than the vault; orders could be nobody's.`)
  }
  for (const name of Object.keys(partFiles) as PartName[]) {
    const path = join(folder, partFiles[name])
    if (!existsSync(path)) throw new Error(`${path} is missing.`)
    const { size, sha256 } = await measured(path)
    const wanted = manifest.parts[name]
    if (size !== wanted.size) {
      throw new Error(`${path} has ${size} bytes; the manifest says ${wanted.size}.`)
    }
    if (sha256 !== wanted.sha256) {
      throw new Error(`${path} is not the file that the manifest names: a byte of it is another.`)
    }
  }
}

async function measured(path: string): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    hash.update(chunk)
    size += chunk.length
  }
  return { size, sha256: hash.digest('hex') }
}
