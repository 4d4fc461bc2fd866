import {
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'

/** What signs checkpoints: an Ed25519 key with the log's name (C2SP signed-note). */
export interface Signer {
  name: string
  /** One line that other people's tools take: name+hash+key. */
  verifierKey: string
  sign(text: string): string
}

/** Kinds of keys in a verifier key: what signs a note, and what cosigns a checkpoint. */
export const keyTypes = { log: 1, cosigner: 4 } as const

const seedPrefix = Buffer.from('302e020100300506032b657004220420', 'hex')
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/** An Ed25519 key from 32 secret bytes, and how it is named in notes. */
export function noteKeyFrom(name: string, seed: Uint8Array, type: number) {
  const der = Buffer.concat([seedPrefix, seed])
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const raw = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32)
  const typed = Buffer.concat([Buffer.from([type]), raw])
  const id = idOf(name, typed)
  return {
    key,
    verifierKey: `${name}+${id.toString('hex')}+${typed.toString('base64')}`,
    /** A signature line of a note. */
    line: (signature: Uint8Array) =>
      `— ${name} ${Buffer.concat([id, signature]).toString('base64')}\n`,
  }
}

/** A signer from 32 secret bytes. */
export function signerFrom(name: string, seed: Uint8Array): Signer {
  const { key, verifierKey, line } = noteKeyFrom(name, seed, keyTypes.log)
  const signed = (text: string) => `${text}\n${line(sign(null, Buffer.from(text), key))}`
  return { name, verifierKey, sign: signed }
}

function idOf(name: string, typed: Uint8Array): Buffer {
  return createHash('sha256').update(`${name}\n`).update(typed).digest().subarray(0, 4)
}

/** The text of a note that carries a good signature of this key, or undefined. */
export function verifiedText(note: string, verifierKey: string): string | undefined {
  const { key, text, signatures } = signaturesBy(note, verifierKey, keyTypes.log)
  const isGood = signatures.some((signature) => verify(null, Buffer.from(text), key!, signature))
  return isGood ? text : undefined
}

/** A note's text, and what its lines of this verifier key hold after the key's number. */
export function signaturesBy(
  note: string,
  verifierKey: string,
  type: number,
): { key?: KeyObject; text: string; signatures: Buffer[] } {
  const [name = '', id = '', ...rest] = verifierKey.trim().split('+')
  const typed = Buffer.from(rest.join('+'), 'base64')
  const end = note.lastIndexOf('\n\n')
  const isKey = typed.length === 33 && typed[0] === type
  if (end < 0 || !isKey || idOf(name, typed).toString('hex') !== id) {
    return { text: '', signatures: [] }
  }
  const der = Buffer.concat([publicPrefix, typed.subarray(1)])
  const lines = note.slice(end + 2).split('\n')
  const own = lines.filter((line) => line.startsWith(`— ${name} `))
  const signatures = own
    .map((line) => Buffer.from(line.slice(name.length + 3), 'base64'))
    .filter((bytes) => bytes.subarray(0, 4).toString('hex') === id)
    .map((bytes) => bytes.subarray(4))
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
  return { key, text: note.slice(0, end + 1), signatures }
}

export interface Checkpoint {
  origin: string
  size: number
  root: Buffer
}

/** The three lines that a checkpoint's signature covers (C2SP tlog-checkpoint). */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`
}

/** The checkpoint in a note's text; undefined when it is none. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [origin, size, root] = text.split('\n')
  if (!origin || !root || !/^(?:0|[1-9][0-9]{0,15})$/.test(size ?? '')) return undefined
  const bytes = Buffer.from(root, 'base64')
  return bytes.length === 32 ? { origin, size: Number(size), root: bytes } : undefined
}
