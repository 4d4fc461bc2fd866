import { hash } from 'node:crypto'

/** One line of the log, as everybody may read it. */
export interface Entry {
  /** Milliseconds since 1970. */
  at: number
  /** The process that asked; the path of its socket says so. */
  principal: string
  purpose: string
  /** Kind of the record opened or written; empty where none is meant. */
  kind: string
  /** Keyed hash of the person and this entry's number: nobody can join two entries by it. */
  who: string | null
  /** Hash of the act that a passkey signed, where there was one. */
  ref: string | null
}

/** The bytes that are hashed: JSON with fixed names in a fixed order, nothing optional. */
export function leafOf({ at, principal, purpose, kind, who, ref }: Entry): string {
  return JSON.stringify({ v: 1, at, by: principal, do: purpose, kind, who, ref })
}

/**
 * What a leaf says of its person: nothing to whoever lacks the reader key. SHA-256 over the key,
 * the entry's number and what it is about, cut to 16 bytes.
 */
export function publicTag(reader: Buffer, index: number, about: string | null): string {
  const text = Buffer.from(`dozo log\n${index}\n${about ?? ''}`)
  const digest = hash('sha256', Buffer.concat([reader, text]), 'buffer')
  return digest.subarray(0, 16).toString('base64url')
}
