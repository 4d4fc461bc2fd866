import { publicTag } from '#trust/log/entry.ts'
import { type Hash, includes, leafHash } from '#trust/log/merkle.ts'
import { parseCheckpoint, verifiedText } from '#trust/log/note.ts'
import { cosignedAt } from './cosignature.ts'

/** A proof file (C2SP tlog-proof) as Dozo writes it: in `extra` stands the entry itself. */
export interface TlogProof {
  index: number
  /** The neighbours on the way up, nearest first (RFC 6962 §2.1.1). */
  path: readonly Hash[]
  /** The checkpoint with its signatures, as published. */
  checkpoint: string
  /** The entry's bytes, as they are in the log. */
  entry: string
  /** What the entry is about, where its tag was made with it. */
  about: string | null
}

/** By which keys a proof is believed. */
export interface Trusted {
  /** The log's verifier key; its name is the origin that is believed. */
  logKey: string
  /** Where given, the witness must have cosigned. */
  witnessKey?: string
  /** Where given, the entry must be about one of the people who have these keys. */
  readerKeys?: readonly Buffer[]
}

export type Verdict =
  | { holds: false; why: string }
  | { holds: true; index: number; entry: string; size: number; cosignedAt: number | null }

const header = 'c2sp.org/tlog-proof@v1'
const mostLength = 100_000
const mostPath = 64

export function proofText({ index, path, checkpoint, entry, about }: TlogProof): string {
  const extra = Buffer.from(JSON.stringify({ entry, about })).toString('base64')
  const hashes = path.map((hash) => `${hash.toString('base64')}\n`).join('')
  return `${header}\nextra ${extra}\nindex ${index}\n${hashes}\n${checkpoint}`
}

/** The reverse; undefined for every text that is not exactly such a file. */
export function readProof(text: string): TlogProof | undefined {
  if (text.length > mostLength) return undefined
  const end = text.indexOf('\n\n')
  const [first, extraLine = '', indexLine = '', ...pathLines] = text.slice(0, end).split('\n')
  const index = /^index (0|[1-9][0-9]{0,15})$/.exec(indexLine)?.[1]
  const extra = readExtra(/^extra ([A-Za-z0-9+/]+={0,2})$/.exec(extraLine)?.[1])
  const path = pathLines.map((line) => Buffer.from(line, 'base64'))
  const isPath = path.every((hash, at) => {
    return hash.length === 32 && hash.toString('base64') === pathLines[at]
  })
  if (end < 0 || first !== header || !index || !extra || !isPath || path.length > mostPath) {
    return undefined
  }
  return { index: Number(index), path, checkpoint: text.slice(end + 2), ...extra }
}

function readExtra(encoded: string | undefined): { entry: string; about: string | null } | null {
  try {
    const extra = JSON.parse(Buffer.from(encoded ?? '', 'base64').toString()) as unknown
    const { entry, about } = extra as Record<string, unknown>
    if (typeof entry !== 'string') return null
    return about === null || typeof about === 'string' ? { entry, about } : null
  } catch {
    return null
  }
}

/**
 * Whether a proof file holds, with nothing but the file and the keys: the log's signature, the
 * witness's, the way from the entry to the root, and whose entry it is. `why` is for people.
 */
export function verdictOn(file: string, trusted: Trusted): Verdict {
  const no = (why: string): Verdict => ({ holds: false, why })
  const proof = readProof(file)
  if (!proof) return no('This is not a proof file of this form.')
  const text = verifiedText(proof.checkpoint, trusted.logKey)
  const checkpoint = text ? parseCheckpoint(text) : undefined
  if (!checkpoint || checkpoint.origin !== trusted.logKey.split('+')[0]) {
    return no('The checkpoint is not signed by this log.')
  }
  const { witnessKey, readerKeys } = trusted
  const seen = witnessKey ? cosignedAt(proof.checkpoint, witnessKey) : undefined
  if (witnessKey && seen === undefined) {
    return no('The witness has not cosigned this checkpoint.')
  }
  const { index, path, entry, about } = proof
  const { size, root } = checkpoint
  if (!includes({ leaf: leafHash(Buffer.from(entry)), index, size, proof: path, root })) {
    return no('The entry is not in the log at this place.')
  }
  if (readerKeys && !isAboutOneOf(readerKeys, { entry, index, about })) {
    return no('The entry is about somebody else.')
  }
  return { holds: true, index, entry, size, cosignedAt: seen ?? null }
}

function isAboutOneOf(
  readerKeys: readonly Buffer[],
  { entry, index, about }: { entry: string; index: number; about: string | null },
): boolean {
  const { who } = JSON.parse(entry) as { who: string | null }
  return readerKeys.some((key) => publicTag(key, index, about) === who)
}
