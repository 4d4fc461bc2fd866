import {
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { emptyRoot } from '#trust/log/merkle.ts'

/** The newest tree of a log that the witness has put its name to; size 0 before the first. */
export interface Seen {
  origin: string
  size: number
  root: Buffer
}

/** What a witness must never forget. */
export interface SeenFile {
  /** Throws when the file is there and cannot be read: to begin anew would forget. */
  read(origin: string): Seen
  /** On the disk when it answers; false when what is there is no longer `before`. */
  replace(before: Seen, after: Seen): boolean
}

const { O_CREAT, O_SYNC, O_TRUNC, O_WRONLY } = constants
const anew = O_WRONLY | O_CREAT | O_TRUNC
const inPlace = O_WRONLY

export function seenFile(path: string): SeenFile {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const read = (origin: string): Seen => {
    if (!existsSync(path)) return { origin, size: 0, root: emptyRoot }
    const seen = JSON.parse(readFileSync(path, 'utf8')) as { origin: string } & Written
    const root = Buffer.from(seen.root, 'base64')
    const isWhole = Number.isSafeInteger(seen.size) && root.length === 32
    if (seen.origin !== origin || !isWhole) {
      throw new Error('The file of what the witness has seen is not of this log.')
    }
    return { origin, size: seen.size, root }
  }
  return {
    read,
    replace: (before, after) =>
      locked(`${path}.lock`, () => {
        const now = read(before.origin)
        if (now.size !== before.size || !now.root.equals(before.root)) return false
        const written = { ...after, root: after.root.toString('base64') }
        const text = `${JSON.stringify(written)}\n`
        writeThrough(`${path}.new`, anew, text)
        renameSync(`${path}.new`, path)
        // The same bytes once more: a synced write takes the new name to the disk, too.
        writeThrough(path, inPlace, text)
        return true
      }),
  }
}

/** On the disk when it returns. Node's permission model allows no fsync, so each write waits. */
function writeThrough(path: string, flags: number, text: string): void {
  const file = openSync(path, flags | O_SYNC, 0o600)
  try {
    writeFileSync(file, text)
  } finally {
    closeSync(file)
  }
}

type Written = { size: number; root: string }

/** False when another process holds the lock; one that died with it does not. */
function locked(path: string, work: () => boolean): boolean {
  if (!isOurs(path)) {
    if (isAlive(Number(readFileSync(path, 'utf8')))) return false
    rmSync(path, { force: true })
    if (!isOurs(path)) return false
  }
  try {
    return work()
  } finally {
    rmSync(path, { force: true })
  }
}

function isOurs(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Work under the lock is never interrupted, so a lock of our own number is an old one. */
function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
