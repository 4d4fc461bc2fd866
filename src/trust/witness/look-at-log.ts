import { consistencyProof } from '#trust/log/merkle.ts'
import { type Checkpoint, parseCheckpoint, verifiedText } from '#trust/log/note.ts'
import { cosignedAt } from '#trust/proofs/cosignature.ts'
import { overTiles, type ReadFile } from '#trust/proofs/published-tree.ts'
import { addCheckpoint, requestText, type Witness } from './add-checkpoint.ts'

/** What one look at the log found: nothing, or why a person must look now. */
export interface LogLook {
  kind: 'log-rolled-back' | 'log-forked' | 'log-still' | 'log-key-other'
  findings: string[]
}

export interface LogNeeds {
  /** A published file of the log, fetched as everybody else fetches it. */
  read: ReadFile
  witness: Witness
  /** Gives the cosigned checkpoint back to the log. */
  post: (note: string) => Promise<void>
  /** Keeps a signed checkpoint that contradicts what was seen: it proves what happened. */
  keepEvidence: (note: string) => void
}

const well: LogLook = { kind: 'log-forked', findings: [] }

/**
 * One look at the published log: is it the one seen last, or that one with more behind it? Then
 * the newest checkpoint gets the witness's line. Null when the log does not answer, or holds back
 * tiles that its checkpoint speaks of.
 */
export async function lookAtLog(needs: LogNeeds): Promise<LogLook | null> {
  const { read, witness } = needs
  const note = (await read('checkpoint'))?.toString()
  if (note === undefined) return null
  const text = verifiedText(note, witness.logKey)
  const now = text ? parseCheckpoint(text) : undefined
  const origin = witness.logKey.split('+')[0]!
  if (!now || now.origin !== origin) return byAnotherKey(needs, note)
  const seen = witness.seen.read(origin)
  if (now.size < seen.size) {
    return refused(needs, note, {
      kind: 'log-rolled-back',
      findings: [`the log had ${seen.size} entries and shows fewer`],
    })
  }
  const isNew = now.size > seen.size || cosignedAt(note, witness.cosigner.verifierKey) === undefined
  if (!isNew && seen.root.equals(now.root)) return well
  return cosign(needs, { note, now, old: seen.size })
}

/** Signed by what the log calls its key, and that is not the one to believe: a person must say. */
async function byAnotherKey(needs: LogNeeds, note: string): Promise<LogLook> {
  const published = (await needs.read('vkey'))?.toString().trim() ?? ''
  if (verifiedText(note, published) === undefined) {
    return { kind: 'log-forked', findings: ["the checkpoint is not signed by the log's key"] }
  }
  const findings = [`signed by ${nameOf(published)}, not by ${nameOf(needs.witness.logKey)}`]
  return refused(needs, note, { kind: 'log-key-other', findings })
}

/** The name and number of a key, by which people compare. */
function nameOf(verifierKey: string): string {
  return verifierKey.split('+').slice(0, 2).join('+').slice(0, 200)
}

async function cosign(
  needs: LogNeeds,
  { note, now, old }: { note: string; now: Checkpoint; old: number },
): Promise<LogLook | null> {
  const found = await overTiles(needs.read, now.size, (root) => ({
    proof: old > 0 && old < now.size ? consistencyProof(root, old, now.size) : [],
    root: root(0, now.size),
  }))
  if (!found) return null
  const forked: LogLook = {
    kind: 'log-forked',
    findings: [`the log no longer begins with the ${old} entries it had`],
  }
  // What the tiles make up must be what was signed, or readers of the one and the other differ.
  if (!found.root.equals(now.root)) {
    return refused(needs, note, {
      ...forked,
      findings: ['the tiles are not those of the checkpoint'],
    })
  }
  const { status, body } = addCheckpoint(needs.witness, requestText({ old, ...found, note }))
  if (status === 200) {
    // A log that is away gets the line at the next look; what was seen is kept.
    await needs.post(`${note}${body}`).catch(() => {})
    return well
  }
  // Somebody holds the memory or moved it on. At the same size 409 says that the roots differ.
  const isRace = status === 409 && (body !== `${old}\n` || now.size > old)
  return isRace ? well : refused(needs, note, forked)
}

function refused({ keepEvidence }: LogNeeds, note: string, look: LogLook): LogLook {
  keepEvidence(note)
  return look
}
