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

const ed25519 = 1
const seedPrefix = Buffer.from('302e020100300506032b657004220420', 'hex')
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/** A signer from 32 secret bytes. */
export function signerFrom(name: string, seed: Uint8Array): Signer {
  const key = createPrivateKey({
    key: Buffer.concat([seedPrefix, seed]),
    format: 'der',
    type: 'pkcs8',
  })
  const raw = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32)
  const typed = Buffer.concat([Buffer.from([ed25519]), raw])
  const keyHash = hashOf(name, typed)
  return {
    name,
    verifierKey: `${name}+${keyHash.toString('hex')}+${typed.toString('base64')}`,
    sign: (text) => {
      const signature = Buffer.concat([keyHash, sign(null, Buffer.from(text), key)])
      return `${text}\n— ${name} ${signature.toString('base64')}\n`
    },
  }
}

function hashOf(name: string, typed: Uint8Array): Buffer {
  return createHash('sha256').update(`${name}\n`).update(typed).digest().subarray(0, 4)
}

/** The text of a note that carries a good signature of this key, or undefined. */
export function verifiedText(note: string, verifierKey: string): string | undefined {
  const [name, keyHash, encoded] = partsOf(verifierKey)
  const typed = Buffer.from(encoded, 'base64')
  const end = note.lastIndexOf('\n\n')
  if (end < 0 || typed[0] !== ed25519 || hashOf(name, typed).toString('hex') !== keyHash) return
  const text = note.slice(0, end + 1)
  const key: KeyObject = createPublicKey({
    key: Buffer.concat([publicPrefix, typed.subarray(1)]),
    format: 'der',
    type: 'spki',
  })
  for (const line of note.slice(end + 2).split('\n')) {
    const given = line.startsWith(`— ${name} `) ? line.slice(name.length + 3) : ''
    const signature = Buffer.from(given, 'base64')
    if (signature.subarray(0, 4).toString('hex') !== keyHash) continue
    if (verify(null, Buffer.from(text), key, signature.subarray(4))) return text
  }
  return undefined
}

function partsOf(verifierKey: string): [string, string, string] {
  const [name = '', keyHash = '', ...rest] = verifierKey.split('+')
  return [name, keyHash, rest.join('+')]
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
