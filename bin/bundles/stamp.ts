import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { manifestOf, manifestText } from '../../src/trust/integrity/manifest.ts'

const sources = [
  'src/**/*',
  'sandbox/**/*',
  'bin/build.ts',
  'bin/bundles/*',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
]

/** True when the build's stamp is not that of the sources as they are now. */
export function isStampStale(root: string, place: string): boolean {
  const file = join(place, 'stamp.json')
  if (!existsSync(file)) return true
  return JSON.parse(readFileSync(file, 'utf8')).sources !== hashOfSources(root)
}

/** Says which sources and which version a build was made from. */
export function writeStamp(root: string, into: string): void {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const stamp = { version, sources: hashOfSources(root), builtAt: new Date().toISOString() }
  writeFileSync(join(into, 'stamp.json'), `${JSON.stringify(stamp)}\n`)
}

/** Hashes of every file a browser gets or a process runs, in the form of sha256sum. */
export async function writeManifest(into: string): Promise<void> {
  writeFileSync(join(into, 'manifest'), manifestText(await manifestOf(into)))
}

function hashOfSources(root: string): string {
  const hash = createHash('sha256')
  const found = globSync(sources, { cwd: root, withFileTypes: true })
  const files = found.filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
  for (const path of files.map((entry) => join(entry.parentPath, entry.name)).sort()) {
    hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0')
  }
  return hash.digest('hex')
}
