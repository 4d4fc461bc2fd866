import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises'
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

/**
 * The lines of a ledger in their order, none where there is no file. A last line that was cut by
 * a crash is left out; any other broken line throws.
 */
export async function readLedger(logFolder: string): Promise<LedgerLine[]> {
  const path = ledgerPath(logFolder)
  const content = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  const lines = content.split('\n').slice(0, -1).map(lineOf)
  const broken = lines.findIndex((line, at) => !line || line.n <= (lines[at - 1]?.n ?? 0))
  if (broken >= 0) throw new Error(`${path} is damaged in line ${broken + 1}.`)
  return lines as LedgerLine[]
}

function lineOf(content: string): LedgerLine | undefined {
  try {
    return shape.parse(JSON.parse(content))
  } catch {
    return undefined
  }
}

/** Opens the ledger to add to it; cuts off what a crash left half-written. */
export async function openLedgerFile(logFolder: string): Promise<{
  lines: readonly LedgerLine[]
  add(lines: readonly LedgerLine[]): Promise<void>
  close(): Promise<void>
}> {
  const lines = await readLedger(logFolder)
  await mkdir(join(logFolder, forgettingFolder), { recursive: true })
  const file = await open(ledgerPath(logFolder), 'a', 0o644)
  const whole = lines.map((line) => `${lineText(line)}\n`).join('')
  if ((await file.stat()).size > Buffer.byteLength(whole)) {
    await file.truncate(Buffer.byteLength(whole))
  }
  return {
    lines,
    add: (more) => addTo(file, more),
    close: () => file.close(),
  }
}

async function addTo(file: FileHandle, lines: readonly LedgerLine[]): Promise<void> {
  await file.appendFile(lines.map((line) => `${lineText(line)}\n`).join(''))
  await file.datasync()
}

/** A line without its newline: the bytes that the log commits to. */
export function lineText({ n, at, kind, rule, hash }: LedgerLine): string {
  return JSON.stringify({ n, at, kind, rule, hash })
}
