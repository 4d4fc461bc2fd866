import { sign, verify } from 'node:crypto'
import { keyTypes, noteKeyFrom, signaturesBy } from '#trust/log/note.ts'

/** What puts a line under other people's checkpoints (C2SP tlog-cosignature, Ed25519). */
export interface Cosigner {
  name: string
  /** One line by which others check it: name+hash+key, of the type for cosigners. */
  verifierKey: string
  /** The line to add below a checkpoint's signatures; `at` in seconds since 1970. */
  cosign(checkpoint: string, at: number): string
}

/** A cosigner from 32 secret bytes, which must sign nothing else. */
export function cosignerFrom(name: string, seed: Uint8Array): Cosigner {
  const { key, verifierKey, line } = noteKeyFrom(name, seed, keyTypes.cosigner)
  return {
    name,
    verifierKey,
    cosign: (checkpoint, at) => {
      const time = Buffer.alloc(8)
      time.writeBigUInt64BE(BigInt(at))
      return line(Buffer.concat([time, sign(null, signedBytes(checkpoint, at), key)]))
    },
  }
}

/** When this cosigner saw the checkpoint of a note, in seconds; undefined when it did not. */
export function cosignedAt(note: string, verifierKey: string): number | undefined {
  const { key, text, signatures } = signaturesBy(note, verifierKey, keyTypes.cosigner)
  for (const bytes of signatures) {
    if (bytes.length !== 72) continue
    const at = Number(bytes.readBigUInt64BE())
    if (verify(null, signedBytes(text, at), key!, bytes.subarray(8))) return at
  }
  return undefined
}

function signedBytes(checkpoint: string, at: number): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${at}\n${checkpoint}`)
}
