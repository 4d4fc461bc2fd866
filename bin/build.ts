import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildAssets } from './bundles/assets.ts'
import { buildDocuments } from './bundles/documents.ts'
import { buildPrograms } from './bundles/programs.ts'
import { isStampStale, writeManifest, writeStamp } from './bundles/stamp.ts'

/** True when `build/` was not made from the sources as they are now. */
export function isStale(root: string): boolean {
  return isStampStale(root, join(root, 'build'))
}

/** Builds everything beside the old build, and puts it in place only when it is whole. */
export async function build(root: string): Promise<void> {
  const [place, next] = [join(root, 'build'), join(root, '.node/build-next')]
  rmSync(next, { recursive: true, force: true })
  mkdirSync(join(next, 'public'), { recursive: true })
  const [, assets] = await Promise.all([buildPrograms(root, next), buildAssets(root, next)])
  await buildDocuments(root, next, assets)
  await writeManifest(next)
  writeStamp(root, next)

  const old = join(root, '.node/build-old')
  rmSync(old, { recursive: true, force: true })
  try {
    renameSync(place, old)
  } catch {
    // The first build replaces nothing.
  }
  renameSync(next, place)
  rmSync(old, { recursive: true, force: true })
}
