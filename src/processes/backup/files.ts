import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { isFull, readAgeFile, type WrittenFile, writeAgeFile } from '#adapters/age/age-files.ts'

/** One stored file as the list of a backup names it. */
export interface ListedFile {
  /** Name in the pool, from key, size and time of change: the same file is kept once. */
  pooled: string
  size: number
  /** SHA-256 of the closed file in the pool. */
  sha256: string
  /** SHA-256 of what is inside. */
  content: string
  key: string
}

export const poolFolder = 'files'

type Known = ReadonlyMap<string, ListedFile>

/**
 * Puts every stored file into the pool beside the backups, each closed by itself. What is there
 * already stays, so one that was interrupted goes on where it was, and a day's backup costs a
 * day's files.
 */
export async function copyFiles(want: {
  storage: string
  place: string
  recipient: string
  known: Known
  say: (line: string) => void
}): Promise<ListedFile[]> {
  const { storage, place, recipient, known, say } = want
  const listed: ListedFile[] = []
  let fresh = 0
  for await (const path of filesBelow(storage)) {
    const found = await stat(path).catch(() => undefined)
    if (!found) continue
    const key = relative(storage, path).split(sep).join('/')
    const pooled = pooledName(`${recipient}\n${key}\n${found.size}\n${found.mtimeMs}`)
    const target = poolPath(place, pooled)
    const before = existsSync(target) ? known.get(pooled) : undefined
    if (before) {
      listed.push({ ...before, key })
      continue
    }
    const copied = await copyOne(path, target, recipient)
    if (!copied) continue
    listed.push({ pooled, key, ...copied })
    fresh += 1
    if (fresh % toldFiles === 0) say(`files: ${fresh} copied`)
  }
  say(`files: ${listed.length} kept, ${fresh} of them new`)
  return listed
}

const toldFiles = 500

/** A file that is taken away while it is copied is not kept: its owner wanted it gone. */
async function copyOne(
  path: string,
  target: string,
  recipient: string,
): Promise<(WrittenFile & { content: string }) | undefined> {
  await mkdir(dirname(target), { recursive: true, mode: 0o700 })
  const hash = createHash('sha256')
  async function* plain(): AsyncGenerator<Uint8Array> {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
      hash.update(chunk)
      yield chunk
    }
  }
  try {
    const written = await writeAgeFile(target, recipient, plain())
    return { ...written, content: hash.digest('hex') }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Folders and files that begin with a dot are unfinished uploads. */
async function* filesBelow(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw error
    },
  )
  for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* filesBelow(path)
    else if (entry.isFile()) yield path
  }
}

function pooledName(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

export function poolPath(place: string, pooled: string): string {
  return join(place, poolFolder, pooled.slice(0, 2), `${pooled}.age`)
}

/** The list as it is kept: one line for each file, no personal data, no key needed to read it. */
export function listText(files: readonly ListedFile[]): string {
  return files
    .map(
      ({ pooled, size, sha256, content, key }) => `${pooled} ${size} ${sha256} ${content} ${key}\n`,
    )
    .join('')
}

const line =
  /^([0-9a-f]{64}) (\d{1,15}) ([0-9a-f]{64}) ([0-9a-f]{64}) ([a-z0-9][a-z0-9._/-]{0,300})$/

/** Reads a list; throws with a sentence on a line that is none. */
export async function readList(path: string): Promise<ListedFile[]> {
  const lines = (await readFile(path, 'utf8')).split('\n').slice(0, -1)
  return lines.map((text, at) => {
    const [, pooled, size, sha256, content, key] = line.exec(text) ?? []
    if (!pooled || !sha256 || !content || !key || key.split('/').includes('..')) {
      throw new Error(`${path} is damaged in line ${at + 1}.`)
    }
    return { pooled, size: Number(size), sha256, content, key }
  })
}

/** Opens every listed file into the folder. Throws with a sentence at the first that differs. */
export async function restoreFiles(want: {
  place: string
  files: readonly ListedFile[]
  into: string
  identities: readonly string[]
  say: (line: string) => void
}): Promise<void> {
  const { place, files, into, identities, say } = want
  for (const [at, { pooled, content, key }] of files.entries()) {
    const target = join(into, ...key.split('/'))
    if (await isThere(target, content)) continue
    const source = poolPath(place, pooled)
    if (!existsSync(source)) throw new Error(`${source} is missing.`)
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    await openOne(source, target, { content, identities })
    if ((at + 1) % toldFiles === 0) say(`files: ${at + 1} of ${files.length}`)
  }
  say(`files: ${files.length}`)
}

async function openOne(
  source: string,
  target: string,
  { content, identities }: { content: string; identities: readonly string[] },
): Promise<void> {
  const unfinished = `${target}.unfinished`
  try {
    if ((await writeOpened(source, unfinished, identities)) !== content) {
      throw new Error(`${source} is not the file that the list names.`)
    }
    await rename(unfinished, target)
  } catch (error) {
    await rm(unfinished, { force: true })
    if (!isFull(error)) throw error
    throw new Error(`The disk is full: ${target} has no room. Make some and run the same again.`, {
      cause: error,
    })
  }
}

/** Gives the SHA-256 of what was inside. */
async function writeOpened(source: string, target: string, identities: readonly string[]) {
  const file = await open(target, 'w', 0o600)
  const hash = createHash('sha256')
  try {
    for await (const chunk of readAgeFile(source, identities)) {
      hash.update(chunk)
      await file.writeFile(chunk)
    }
    await file.datasync()
  } finally {
    await file.close()
  }
  return hash.digest('hex')
}

/** A restore that goes on does not open again what is there and whole. */
async function isThere(path: string, content: string): Promise<boolean> {
  if (!existsSync(path)) return false
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return hash.digest('hex') === content
}
