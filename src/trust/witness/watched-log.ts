import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '#lib/clock.ts'
import { sha256Hex } from '#lib/hash.ts'
import type { Cosigner } from '#trust/proofs/cosignature.ts'
import type { ReadFile } from '#trust/proofs/published-tree.ts'
import { standsSince } from './growth.ts'
import { type LogLook, lookAtLog } from './look-at-log.ts'
import { seenFile } from './seen-file.ts'

export interface WatchedLog {
  /** Where the witness keeps what it has seen, the log's key, and evidence. */
  folder: string
  /** The log's verifier key; without it the first one seen is kept for ever. */
  logKey: string | undefined
  cosigner: Cosigner
  clock: Clock
  read: ReadFile
  post: (note: string) => Promise<void>
  /** A log that got no entry for so long stands still: the vault writes one every few minutes. */
  stillMillis: number
}

const mostEvidence = 100

/** Looks at one log again and again, across restarts. */
export function watchedLog(needs: WatchedLog): () => Promise<LogLook | null> {
  const { folder, cosigner, clock, read, post } = needs
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const seen = seenFile(join(folder, 'seen.json'))
  return async () => {
    const logKey = needs.logKey ?? (await firstKey(join(folder, 'log-key'), read))
    if (!logKey) return null
    const witness = { logKey, cosigner, seen, clock }
    const keep = (note: string) => keepEvidence(folder, note)
    const look = await lookAtLog({ read, witness, post, keepEvidence: keep })
    if (look === null || look.findings.length > 0) return look
    return lookAtGrowth(needs, seen.read(logKey.split('+')[0]!).size)
  }
}

/** Says the same as long as it stands, so that people hear of it once. */
function lookAtGrowth({ folder, clock, stillMillis }: WatchedLog, size: number): LogLook {
  const now = clock().getTime()
  const isStill = now - standsSince(folder, size, now) >= stillMillis
  return { kind: 'log-still', findings: isStill ? [`the log stands at ${size} entries`] : [] }
}

async function firstKey(path: string, read: ReadFile): Promise<string | undefined> {
  if (existsSync(path)) return readFileSync(path, 'utf8').trim()
  const key = (await read('vkey'))?.toString().trim()
  if (key) writeFileSync(path, `${key}\n`, { mode: 0o600, flag: 'wx' })
  return key
}

function keepEvidence(folder: string, note: string): void {
  const kept = join(folder, 'evidence')
  mkdirSync(kept, { recursive: true, mode: 0o700 })
  if (readdirSync(kept).length >= mostEvidence) return
  writeFileSync(join(kept, `${sha256Hex(note).slice(0, 16)}.txt`), note, {
    mode: 0o600,
  })
}
