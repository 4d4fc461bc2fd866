import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createGunzip, createGzip } from 'node:zlib'
import { readAgeFile, type WrittenFile, writeAgeFile } from '#adapters/age/age-files.ts'
import { membersOf, type TarMember, tarOf } from '#lib/tar.ts'

/** Members → tar → gzip → age → disk; each other tool of that name opens it again. */
export function writeArchive(
  path: string,
  recipient: string,
  members: AsyncIterable<TarMember>,
): Promise<WrittenFile> {
  const zip = createGzip({ level: constants.Z_BEST_SPEED })
  const zipped = new PassThrough({ highWaterMark: 1 << 18 })
  pipeline(Readable.from(tarOf(members)), zip, zipped).catch((error) => zipped.destroy(error))
  return writeAgeFile(path, recipient, zipped)
}

/**
 * The members of an archive. Throws with a sentence when it does not open, is damaged, or ends
 * too soon; nothing read from it may count before it has ended well.
 */
export async function* readArchive(
  path: string,
  identities: readonly string[],
): AsyncGenerator<TarMember> {
  const opened = new PassThrough({ highWaterMark: 1 << 18 })
  const closed = Readable.from(readAgeFile(path, identities))
  pipeline(closed, createGunzip(), opened).catch((error) => opened.destroy(error))
  try {
    yield* membersOf(opened)
    for await (const _ of opened) {
      // What follows the end of the archive is read too, or a cut behind it would not be seen.
    }
  } catch (cause) {
    const { message } = cause as Error
    throw message.startsWith(path) ? cause : new Error(`${path} is damaged: ${message}.`, { cause })
  } finally {
    opened.destroy()
  }
}
