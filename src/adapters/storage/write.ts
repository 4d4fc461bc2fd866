import { createHash } from 'node:crypto'
import { chmod, type FileHandle, mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Refusal } from '#lib/refusal.ts'
import type { FileContent } from '#market/media/port.ts'
import { isBelow } from './keys.ts'

export interface Written {
  /** Where the whole content lies until it is moved or removed. */
  path: string
  size: number
  sha256: string
}

/** Writes content to a new file nobody reads yet, and onto the disk; removes it if that fails. */
export async function writeUnfinished(
  path: string,
  content: FileContent,
  maxBytes: number,
): Promise<Written> {
  const file = await open(path, 'wx', 0o660)
  try {
    const written = await writeAll(file, content, maxBytes)
    await file.datasync()
    await file.close()
    return { path, ...written }
  } catch (error) {
    await file.close().catch(() => {})
    await rm(path, { force: true })
    throw error
  }
}

async function writeAll(file: FileHandle, content: FileContent, maxBytes: number) {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of content) {
    size += chunk.length
    if (size > maxBytes) throw new Refusal('too-large', `more than ${maxBytes} bytes`)
    hash.update(chunk)
    await file.writeFile(chunk)
  }
  return { size, sha256: hash.digest('hex') }
}

/** Gives a written file its name; from then on it is there, whole, also after a power cut. */
export async function moveInto(root: string, from: string, to: string): Promise<void> {
  const folder = dirname(to)
  await makeFolder(folder)
  const real = await realpath(folder)
  if (real !== root && !isBelow(root, real)) throw new RangeError('the storage leads outside')
  await rename(from, to)
  await syncFolder(folder)
}

const sharedMode = 0o2770

/** Makes this folder and those above it that are missing, each on the disk before it is used. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o770 })
  if (!first) return
  for (let each = folder; each !== dirname(first); each = dirname(each)) {
    // Whatever the umask: where each process has a user of its own, the group writes here together.
    // Under RestrictSUIDSGID= nobody may; there the mark of the group comes from the folder above.
    if (((await stat(each)).mode & 0o7777) !== sharedMode) await chmod(each, sharedMode)
    await syncFolder(each)
  }
  await syncFolder(dirname(first))
}

/** Size and hash of a file that is already written; puts it onto the disk. */
export async function measure(path: string): Promise<Written> {
  const file = await open(path, 'r')
  try {
    const hash = createHash('sha256')
    let size = 0
    for await (const chunk of file.createReadStream({ autoClose: false })) {
      hash.update(chunk)
      size += chunk.length
    }
    await file.datasync()
    return { path, size, sha256: hash.digest('hex') }
  } finally {
    await file.close()
  }
}

export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

export function unfinishedPath(root: string, id: string): string {
  return join(root, unfinishedFolder, id)
}

/** Begins with a dot, which no key does. */
export const unfinishedFolder = '.unfinished'
