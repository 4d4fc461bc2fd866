import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, truncate } from 'node:fs/promises'
import { dirname } from 'node:path'

/** A file of JSON lines that only grows. What was awaited is on the disk, even after kill -9. */
export interface Journal<T> {
  /** Resolves once the entry is on the disk; entries waiting together share one flush. */
  append(entry: T): Promise<void>
  /** Resolves once everything appended so far is on the disk. */
  settled(): Promise<void>
  close(): Promise<void>
}

const mostWaiting = 100_000

/**
 * Opens the file, gives every entry to `onEntry` in order, and is then ready to append.
 *
 * A last line cut short by a crash was never answered to anyone and is dropped; a broken line
 * elsewhere means the file was tampered with or the disk failed, and nothing starts.
 */
export async function openJournal<T>(
  path: string,
  onEntry: (entry: T) => void,
): Promise<Journal<T>> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const file = await open(path, 'a', 0o600)
  const whole = await replay(path, onEntry)
  await truncate(path, whole)
  await file.sync()
  return writer(file)
}

/** Reads all whole lines; gives the number of bytes they take. */
async function replay<T>(path: string, onEntry: (entry: T) => void): Promise<number> {
  let whole = 0
  let lines = 0
  let rest = Buffer.alloc(0)
  for await (const chunk of createReadStream(path)) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    let from = 0
    for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10, from)) {
      lines += 1
      onEntry(parseLine(rest.toString('utf8', from, end), lines))
      whole += end + 1 - from
      from = end + 1
    }
    rest = rest.subarray(from)
  }
  return whole
}

function parseLine<T>(line: string, place: number): T {
  try {
    return JSON.parse(line) as T
  } catch (cause) {
    throw new Error(`line ${place} of the record is broken`, { cause })
  }
}

interface Waiting {
  line: string
  done: () => void
  failed: (error: unknown) => void
}

function writer<T>(file: FileHandle): Journal<T> {
  let waiting: Waiting[] = []
  let flushing: Promise<void> | undefined
  let broken: unknown

  async function flush(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      try {
        await file.appendFile(batch.map((each) => each.line).join(''))
        await file.datasync()
        for (const each of batch) each.done()
      } catch (error) {
        broken = error
        for (const each of [...batch, ...waiting]) each.failed(error)
        waiting = []
      }
    }
    // Cleared here and not in a finally of the promise: an append in between would be forgotten.
    flushing = undefined
  }

  async function settled(): Promise<void> {
    await flushing
    if (broken) throw broken
  }

  return {
    append(entry) {
      if (broken) return Promise.reject(broken)
      if (waiting.length >= mostWaiting) return Promise.reject(new Error('the record is behind'))
      return new Promise((done, failed) => {
        waiting.push({ line: `${JSON.stringify(entry)}\n`, done, failed })
        flushing ??= flush()
      })
    },
    settled,
    async close() {
      await settled()
      await file.close()
    },
  }
}
