import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { ReadableStream } from 'node:stream/web'
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'

/** A file as it lies on the disk: what its hash is taken over. */
export interface WrittenFile {
  size: number
  sha256: string
}

const recipientForm = /^age1[02-9ac-hj-np-z]{58}$/
const identityForm = /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/

/** True for the public half of an age key (X25519), which can only close. */
export function isRecipient(text: string): boolean {
  return recipientForm.test(text)
}

/** The secret lines of an identity file as `age-keygen` writes it. */
export function identitiesIn(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim())
  return lines.filter((line) => identityForm.test(line))
}

/** A new pair: the identity opens what is closed to the recipient. */
export async function newAgeKey(): Promise<{ identity: string; recipient: string }> {
  const identity = await generateX25519Identity()
  return { identity, recipient: await identityToRecipient(identity) }
}

/**
 * Writes a file of the age format, version 1, closed to one recipient; whole and on the disk
 * when it has its name, and nothing of that name before.
 */
export async function writeAgeFile(
  path: string,
  recipient: string,
  source: AsyncIterable<Uint8Array>,
): Promise<WrittenFile> {
  const closing = new Encrypter()
  closing.addRecipient(recipient)
  const closed = await closing.encrypt(webStreamOf(source))
  const unfinished = `${path}.unfinished`
  const file = await open(unfinished, 'w', 0o600)
  try {
    const written = await writeAll(file, closed)
    await file.datasync()
    await file.close()
    await rename(unfinished, path)
    return written
  } catch (error) {
    await file.close().catch(() => {})
    await rm(unfinished, { force: true })
    throw isFull(error)
      ? new Error(`The disk is full: ${path} has no room.`, { cause: error })
      : error
  }
}

/** Whether something could not be written because there is no room left for it. */
export function isFull(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException
  return code === 'ENOSPC' || code === 'EDQUOT'
}

async function writeAll(file: FileHandle, source: AsyncIterable<Uint8Array>): Promise<WrittenFile> {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of source) {
    hash.update(chunk)
    size += chunk.byteLength
    await file.writeFile(chunk)
  }
  return { size, sha256: hash.digest('hex') }
}

/**
 * What is in the file. Throws with a sentence when none of the identities opens it, and when a
 * byte of it was changed or is missing; what was given before that must not be used.
 */
export async function* readAgeFile(
  path: string,
  identities: readonly string[],
): AsyncGenerator<Uint8Array> {
  const opening = new Decrypter()
  for (const identity of identities) opening.addIdentity(identity)
  const source = createReadStream(path, { highWaterMark: 1 << 18 })
  try {
    const closed = Readable.toWeb(source) as globalThis.ReadableStream<Uint8Array>
    const opened = await opening.decrypt(closed).catch((cause: Error) => {
      throw new Error(sentenceFor(path, cause), { cause })
    })
    for await (const chunk of opened) yield chunk
  } catch (cause) {
    if (cause instanceof Error && cause.message.startsWith(path)) throw cause
    throw new Error(`${path} is damaged: a byte of it was changed, or its end is missing.`, {
      cause,
    })
  } finally {
    source.destroy()
  }
}

function sentenceFor(path: string, { message }: Error): string {
  return message.includes('no identity matched')
    ? `${path} is closed to another key than the one given.`
    : `${path} is no whole age file.`
}

/** Pulled, so that nothing is read faster than it is written. */
function webStreamOf(source: AsyncIterable<Uint8Array>): globalThis.ReadableStream<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]()
  const stream = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { value, done } = await chunks.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    cancel: async () => {
      await chunks.return?.()
    },
  })
  return stream as never
}
