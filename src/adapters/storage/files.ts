import { constants } from 'node:fs'
import { copyFile, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import type { Clock } from '#lib/clock.ts'
import { Refusal } from '#lib/refusal.ts'
import type { ByteRange, FileStorage, OpenedFile, StoredFile } from '#market/media/port.ts'
import { contentKey, isBelow, pathOf } from './keys.ts'
import {
  makeFolder,
  measure,
  moveInto,
  unfinishedPath,
  type Written,
  writeUnfinished,
} from './write.ts'

/** What is still unfinished after a day was given up. */
const unfinishedMillis = 24 * 3_600_000

export interface FileStorageSettings {
  /** A folder of this market alone, on one file system. */
  root: string
  newId: () => string
  clock: Clock
}

/** Storage in a folder. Opening it clears away what crashes left unfinished. */
export async function fileStorage(settings: FileStorageSettings): Promise<FileStorage> {
  const { newId } = settings
  await makeFolder(unfinishedPath(settings.root, ''))
  const root = await realpath(settings.root)
  await clearUnfinished(root, settings.clock())

  async function settle(folder: string, { path, size, sha256 }: Written): Promise<StoredFile> {
    const key = contentKey(folder, sha256)
    // Also over the same bytes: the file is new again then, and whoever removes it sees that.
    await moveInto(root, path, pathOf(root, key))
    return { key, size, sha256 }
  }

  return {
    async put(key, content, { maxBytes }) {
      const path = pathOf(root, key)
      const { size, sha256, ...written } = await writeUnfinished(
        unfinishedPath(root, newId()),
        content,
        maxBytes,
      )
      await moveInto(root, written.path, path)
      return { key, size, sha256 }
    },
    async keep(folder, content, { maxBytes }) {
      pathOf(root, contentKey(folder, 'x'))
      const unfinished = unfinishedPath(root, newId())
      return settle(folder, await writeUnfinished(unfinished, content, maxBytes))
    },
    async adopt(folder, path) {
      pathOf(root, contentKey(folder, 'x'))
      return settle(folder, await takeOver(path, unfinishedPath(root, newId())))
    },
    open: (key, range) => openFile(root, pathOf(root, key), range),
    size: (key) => sizeOf(root, pathOf(root, key)),
    async remove(key, keptBefore) {
      const path = pathOf(root, key)
      if ((await sizeOf(root, path)) === undefined) return
      const aside = unfinishedPath(root, newId())
      await rename(path, aside)
      const { mtime } = await stat(aside)
      if (mtime < keptBefore) await rm(aside)
      else await moveInto(root, aside, path)
    },
  }
}

async function openFile(root: string, path: string, range?: ByteRange): Promise<OpenedFile> {
  const file = await openInside(root, path)
  if (!file) throw new Refusal('not-found', 'there is no such file in the storage')
  const { size } = await file.stat()
  const { first, last } = range ?? { first: 0, last: size - 1 }
  if (range && !(first >= 0 && first <= last && last < size)) {
    await file.close()
    throw new RangeError(`bytes ${first} to ${last} of ${size}`)
  }
  if (size === 0) {
    await file.close()
    return { size, stream: Readable.from([]) }
  }
  return { size, stream: file.createReadStream({ start: first, end: last }) }
}

async function sizeOf(root: string, path: string): Promise<number | undefined> {
  const file = await openInside(root, path)
  if (!file) return undefined
  try {
    return (await file.stat()).size
  } finally {
    await file.close()
  }
}

/** A plain file that really lies below the root: links planted in the folders are not followed. */
async function openInside(root: string, path: string) {
  try {
    const folder = await realpath(dirname(path))
    if (folder !== root && !isBelow(root, folder)) return undefined
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW)
    if ((await file.stat()).isFile()) return file
    await file.close()
    return undefined
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP') return undefined
    throw error
  }
}

/** Moves a finished file in, or copies it where it lies on another file system. */
async function takeOver(from: string, to: string): Promise<Written> {
  try {
    await rename(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
    await copyFile(from, to, constants.COPYFILE_EXCL)
    await rm(from, { force: true })
  }
  return measure(to)
}

async function clearUnfinished(root: string, now: Date): Promise<void> {
  for (const name of await readdir(unfinishedPath(root, ''))) {
    const path = unfinishedPath(root, name)
    const { mtimeMs } = await stat(path)
    if (now.getTime() - mtimeMs > unfinishedMillis) await rm(path, { force: true })
  }
}
