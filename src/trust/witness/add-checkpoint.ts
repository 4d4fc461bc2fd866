import type { Clock } from '#lib/clock.ts'
import { extendsTree, type Hash } from '#trust/log/merkle.ts'
import { type Checkpoint, parseCheckpoint, verifiedText } from '#trust/log/note.ts'
import type { Cosigner } from '#trust/proofs/cosignature.ts'
import type { Seen, SeenFile } from './seen-file.ts'

export interface Witness {
  /** The log's verifier key; its name is the only origin that is witnessed. */
  logKey: string
  cosigner: Cosigner
  seen: SeenFile
  clock: Clock
}

/** An answer as tlog-witness gives it over HTTP: 409 carries the size that was seen last. */
export interface Answer {
  status: 200 | 400 | 403 | 404 | 409 | 422
  body: string
}

interface Asked {
  old: number
  proof: Hash[]
  note: string
}

const mostProof = 63
const mostLength = 64_000

/**
 * Cosigns a checkpoint that provably adds to the one seen last, and nothing else
 * (C2SP tlog-witness, add-checkpoint). What it has seen is on the disk before it answers, and
 * changes by compare-and-set, so that of two at once only one can be first.
 */
export function addCheckpoint(witness: Witness, request: string): Answer {
  const asked = readRequest(request)
  if (!asked) return { status: 400, body: '' }
  const origin = witness.logKey.split('+')[0]!
  const claimed = parseCheckpoint(asked.note)
  if (claimed?.origin !== origin) return { status: 404, body: '' }
  const text = verifiedText(asked.note, witness.logKey)
  const checkpoint = text ? parseCheckpoint(text) : undefined
  if (!text || !checkpoint) return { status: 403, body: '' }
  if (asked.old > checkpoint.size) return { status: 400, body: '' }

  const seen = witness.seen.read(origin)
  if (asked.old !== seen.size) return conflict(seen)
  if (asked.old === checkpoint.size && asked.old > 0 && !seen.root.equals(checkpoint.root)) {
    return conflict(seen)
  }
  if (!isGrown(seen, checkpoint, asked.proof)) return { status: 422, body: '' }
  const { size, root } = checkpoint
  if (!witness.seen.replace(seen, { origin, size, root })) {
    return conflict(witness.seen.read(origin))
  }
  const at = Math.floor(witness.clock().getTime() / 1000)
  return { status: 200, body: witness.cosigner.cosign(text, at) }
}

function conflict({ size }: Seen): Answer {
  return { status: 409, body: `${size}\n` }
}

function isGrown(seen: Seen, now: Checkpoint, proof: Hash[]): boolean {
  return seen.size === 0 ? proof.length === 0 : extendsTree({ old: seen, now, proof })
}

export function requestText({ old, proof, note }: Asked): string {
  const lines = proof.map((hash) => `${hash.toString('base64')}\n`).join('')
  return `old ${old}\n${lines}\n${note}`
}

function readRequest(request: string): Asked | undefined {
  const end = request.indexOf('\n\n')
  if (end < 0 || request.length > mostLength) return undefined
  const [first = '', ...lines] = request.slice(0, end).split('\n')
  const old = /^old (0|[1-9][0-9]{0,15})$/.exec(first)?.[1]
  const proof = lines.map((line) => Buffer.from(line, 'base64'))
  const isProof = proof.every((hash, at) => {
    return hash.length === 32 && hash.toString('base64') === lines[at]
  })
  if (old === undefined || !isProof || proof.length > mostProof) return undefined
  return { old: Number(old), proof, note: request.slice(end + 2) }
}
