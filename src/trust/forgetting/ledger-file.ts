import { type FileHandle, mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { instant, integer, object, text } from '#lib/shapes.ts'

/** One thing destroyed, as the ledger beside the log tells it to everybody. */
export interface LedgerLine {
  n: number
  /** Epoch milliseconds. */
  at: number
  kind: string
  rule: string
  /** SHA-256 over the id of the record or person, in hex. */
  hash: string
}

const shape = object({
  n: integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  at: instant,
  kind: text({ min: 1, max: 40 }),
  rule: text({ min: 1, max: 40 }),
  hash: text({ min: 64, max: 64 }),
})

/** Below the folder of the log: whoever keeps a copy of the log has this with it. */
export const forgettingFolder = 'forgetting'

export function ledgerPath(logFolder: string): string {
  return join(logFolder, forgettingFolder, 'shreds.jsonl')
}

const readAtOnce = 64 * 1024
const longestLine = 1_000

/**
 * The lines of a ledger in their order, none where there is no file; read piece by piece, because
 * it grows for ever. A last line that was cut by a crash is left out; any other broken line throws.
 */
export async function* ledgerLines(logFolder: string): AsyncGenerator<LedgerLine> {
  const path = ledgerPath(logFolder)
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (!file) return
  let place = 0
  let last = 0
  try {
    for await (const content of linesIn(file)) {
      const line = lineOf(content)
      place += 1
      if (!line || line.n <= last) throw new Error(`${path} is damaged in line ${place}.`)
      last = line.n
      yield line
    }
  } finally {
    await file.close()
  }
}

/** Each line that ends, without its end; one that is too long is given as far as it was read. */
async function* linesIn(file: FileHandle): AsyncGenerator<string> {
  const piece = Buffer.alloc(readAtOnce)
  let rest: Buffer = Buffer.alloc(0)
  for (;;) {
    const { bytesRead } = await file.read(piece, 0, readAtOnce)
    if (bytesRead === 0) return
    const bytes = Buffer.concat([rest, piece.subarray(0, bytesRead)])
    let from = 0
    for (let end = bytes.indexOf('\n'); end >= 0; end = bytes.indexOf('\n', from)) {
      yield bytes.toString('utf8', from, end)
      from = end + 1
    }
    rest = bytes.subarray(from)
    if (rest.length > longestLine) yield rest.toString()
  }
}

function lineOf(content: string): LedgerLine | undefined {
  try {
    return shape.parse(JSON.parse(content))
  } catch {
    return undefined
  }
}

/**
 * Opens the ledger to add to it, and gives each line that is there to `each`. What a crash or a
 * full disk left half-written is cut off before more is written behind it.
 */
export async function openLedgerFile(
  logFolder: string,
  each: (line: LedgerLine) => void,
): Promise<{ add(lines: readonly LedgerLine[]): Promise<void>; close(): Promise<void> }> {
  let size = 0
  for await (const line of ledgerLines(logFolder)) {
    size += Buffer.byteLength(textOf([line]))
    each(line)
  }
  await mkdir(join(logFolder, forgettingFolder), { recursive: true })
  const file = await open(ledgerPath(logFolder), 'a', 0o644)
  let isRagged = (await file.stat()).size > size
  return {
    add: async (lines) => {
      if (isRagged) await file.truncate(size)
      isRagged = true
      const added = textOf(lines)
      await file.appendFile(added)
      await file.datasync()
      size += Buffer.byteLength(added)
      isRagged = false
    },
    close: () => file.close(),
  }
}

function textOf(lines: readonly LedgerLine[]): string {
  return lines.map((line) => `${lineText(line)}\n`).join('')
}

/** A line without its newline: the bytes that the log commits to. */
export function lineText({ n, at, kind, rule, hash }: LedgerLine): string {
  return JSON.stringify({ n, at, kind, rule, hash })
}
