import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Clock } from '#lib/clock.ts'
import { poolFolder, readList } from './files.ts'
import { backupsIn, type FoundBackup, manifestPath, partFiles } from './manifest.ts'
import { clockDoubt, forgetBackup, type Register } from './register.ts'

export interface PruneWish {
  place: string
  register: Register
  clock: Clock
  say: (line: string) => void
}

/**
 * Removes backups whose days are over, and pooled files that no kept backup names; nothing while
 * the clock is in doubt, because one that leapt would take every backup at once. Until then a
 * backup keeps the ring's versions alive that its records need.
 */
export async function pruneBackups(wish: PruneWish): Promise<FoundBackup[]> {
  const { place, clock, say } = wish
  const at = clock()
  const now = at.toISOString()
  const over = backupsIn(place).filter(({ manifest }) => manifest.keepUntil <= now)
  const doubt = over.length > 0 ? await clockDoubt(wish.register, at) : undefined
  if (doubt !== undefined) {
    say(`no old backup is removed: ${doubt}; see dozo vault clock`)
    return []
  }
  for (const backup of over) {
    say(`removing the backup of ${backup.manifest.vaultAt}`)
    // Without its manifest it is no backup any more, whatever happens next.
    await rm(manifestPath(backup.folder))
    await rm(backup.folder, { recursive: true })
    await forgetBackup(wish.register, backup)
  }
  await prunePool(place)
  return over
}

async function prunePool(place: string): Promise<void> {
  const pool = join(place, poolFolder)
  if (!existsSync(pool)) return
  const needed = new Set<string>()
  for (const { folder } of backupsIn(place)) {
    for (const { pooled } of await readList(join(folder, partFiles.files))) needed.add(pooled)
  }
  for (const shelf of await readdir(pool)) {
    for (const name of await readdir(join(pool, shelf))) {
      if (!needed.has(basename(name, '.age'))) await rm(join(pool, shelf, name))
    }
  }
}
