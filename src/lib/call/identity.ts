import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'

/** Who a process is to others across hosts: its key, its certificate, and whom it believes. */
export interface Papers {
  key: string
  cert: string
  /** Certificates of the authorities that are believed: one, or two while one follows another. */
  authorities: readonly X509Certificate[]
  /** The one name in the certificate. */
  name: string
  until: Date
}

export interface Identity {
  /** As the file says now; another object after every change. */
  current(): Papers
  /** Called after each change. Gives what ends the calling. */
  onChange(listener: () => void): () => void
  close(): void
}

/** Before the name of a process, in the one URI of its certificate. */
export const scheme = 'dozo:'

const usualLookMillis = 5_000

/**
 * Reads the papers of this process from one file, and again when the file changes, so that they
 * are renewed while calls go on. One file, replaced by a rename, is never half new.
 *
 * RangeError at once for a file that is none; later such a file changes nothing, and is told of.
 */
export function openIdentity(
  path: string,
  options: { onProblem: (error: Error) => void; lookMillis?: number },
): Identity {
  let papers = readPapers(readFileSync(path, 'utf8'))
  let seen = lookOf(path)
  const listeners = new Set<() => void>()
  const look = () => {
    try {
      const now = lookOf(path)
      if (now === seen) return
      seen = now
      papers = readPapers(readFileSync(path, 'utf8'))
      for (const listener of listeners) listener()
    } catch (error) {
      options.onProblem(error as Error)
    }
  }
  const timer = setInterval(look, options.lookMillis ?? usualLookMillis).unref()
  return {
    current: () => papers,
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => clearInterval(timer),
  }
}

const pem = /-----BEGIN ([A-Z ]+)-----[\s\S]+?-----END \1-----\n?/g

/** The key, the certificate of this process, then the authorities it believes. RangeError. */
export function readPapers(text: string): Papers {
  const blocks = [...text.matchAll(pem)].map(([block, kind]) => ({ block, kind }))
  const key = blocks.find(({ kind }) => kind === 'PRIVATE KEY')?.block
  const [cert, ...above] = blocks
    .filter(({ kind }) => kind === 'CERTIFICATE')
    .map(({ block }) => block)
  if (!key || !cert || above.length === 0) {
    throw new RangeError('not a key, a certificate and its authority')
  }
  const own = new X509Certificate(cert)
  const authorities = above.map((each) => new X509Certificate(each))
  const name = nameIn(own)
  if (name === undefined) throw new RangeError('the certificate names no process')
  if (!own.checkPrivateKey(createPrivateKey(key))) {
    throw new RangeError('the key is not that of the certificate')
  }
  if (!isVouchedFor(own, authorities))
    throw new RangeError('none of its authorities vouches for it')
  return { key, cert, authorities, name, until: new Date(own.validTo) }
}

/** The process that a certificate names; undefined when it names anything else, or more. */
export function nameIn(cert: X509Certificate): string | undefined {
  return new RegExp(`^URI:${scheme}([a-z-]{1,40})$`).exec(cert.subjectAltName ?? '')?.[1]
}

/** Whether one of the authorities signed it. Dates are looked at by whoever asks. */
export function isVouchedFor(
  cert: X509Certificate,
  authorities: readonly X509Certificate[],
): boolean {
  return authorities.some((each) => cert.checkIssued(each) && cert.verify(each.publicKey))
}

function lookOf(path: string): string {
  const { ino, mtimeMs, size } = statSync(path)
  return `${ino} ${mtimeMs} ${size}`
}
