import type { Readable } from 'node:stream'
import { PassThrough } from 'node:stream'
import yauzl from 'yauzl'
import type { FileStorage, StorageKey } from '#market/media/port.ts'
import { type ArchiveEntry, archiveLimits } from '#market/media/work-file.ts'

/** The table of contents of a zip (EPUB too), or null when it has none that can be read. */
export function archiveEntries(
  key: StorageKey,
  storage: FileStorage,
  size: number,
): Promise<ArchiveEntry[] | null> {
  return new Promise((resolve) => {
    const entries: ArchiveEntry[] = []
    const options = { lazyEntries: true, validateEntrySizes: true, decodeStrings: true }
    yauzl.fromRandomAccessReader(new StoredBytes(key, storage), size, options, (error, zip) => {
      if (error || !zip) return resolve(null)
      zip.on('error', (broken: Error) =>
        resolve(/relative path|absolute path|invalid char/.test(broken.message) ? [unsafe] : null),
      )
      zip.on('end', () => resolve(entries))
      zip.on('entry', (entry: yauzl.Entry) => {
        entries.push({
          name: entry.fileName,
          packedBytes: entry.compressedSize,
          unpackedBytes: entry.uncompressedSize,
        })
        // One more than allowed is enough to say no.
        if (entries.length > archiveLimits.files) return resolve(entries)
        zip.readEntry()
      })
      zip.readEntry()
    })
  })
}

const unsafe: ArchiveEntry = { name: '../', packedBytes: 0, unpackedBytes: 0 }

/** Reads ranges of a stored file as the zip reader asks for them. */
class StoredBytes extends yauzl.RandomAccessReader {
  readonly key: StorageKey
  readonly storage: FileStorage

  constructor(key: StorageKey, storage: FileStorage) {
    super()
    this.key = key
    this.storage = storage
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const through = new PassThrough()
    this.storage.open(this.key, { first: start, last: end - 1 }).then(
      ({ stream }) => stream.on('error', (error) => through.destroy(error)).pipe(through),
      (error) => through.destroy(error),
    )
    return through
  }
}
