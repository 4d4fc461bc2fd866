/** What a seller may sell as a file, by content. Everything is handed out as an attachment only. */
export const sellableTypes: Record<string, readonly string[]> = {
  'application/epub+zip': ['epub'],
  'application/pdf': ['pdf'],
  'application/zip': ['zip', 'cbz'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/webp': ['webp'],
  'image/tiff': ['tif', 'tiff'],
  'image/vnd.adobe.photoshop': ['psd'],
  'audio/mpeg': ['mp3'],
  'audio/x-flac': ['flac'],
  'audio/flac': ['flac'],
  'audio/wav': ['wav'],
  'audio/x-m4a': ['m4a'],
  'audio/ogg': ['ogg', 'oga'],
  'audio/ogg; codecs=opus': ['opus', 'ogg'],
  'audio/midi': ['mid', 'midi'],
  'video/mp4': ['mp4', 'm4v'],
  'video/webm': ['webm'],
  'application/x-7z-compressed': ['7z'],
  'application/x-apple-diskimage': ['dmg'],
  'application/x-msdownload': ['exe'],
  'application/gzip': ['gz', 'tgz'],
}

/** Why a file is refused; each has a sentence in the message catalogue. */
export type UploadRefusal =
  | 'empty'
  | 'kind-unknown'
  | 'kind-and-name-differ'
  | 'archive-broken'
  | 'archive-too-many-files'
  | 'archive-inflates'
  | 'archive-unsafe-name'
  | 'picture-broken'
  | 'picture-too-large'
  | 'picture-kind'

export const archiveLimits = {
  files: 20_000,
  /** Bytes after unpacking. */
  unpackedBytes: 50_000_000_000,
  /** Unpacked size over packed size; text packs about 10 to 1. */
  ratio: 200,
}

export interface ArchiveEntry {
  name: string
  packedBytes: number
  unpackedBytes: number
}

/**
 * Whether an archive would hurt whoever unpacks it. Entries that overlap (a bomb that declares
 * small sizes) show as more packed bytes than the file has.
 */
export function archiveRefusal(
  entries: Iterable<ArchiveEntry>,
  fileBytes: number,
): UploadRefusal | null {
  let files = 0
  let packed = 0
  let unpacked = 0
  for (const entry of entries) {
    files += 1
    packed += entry.packedBytes
    unpacked += entry.unpackedBytes
    if (files > archiveLimits.files) return 'archive-too-many-files'
    if (isUnsafeName(entry.name)) return 'archive-unsafe-name'
    if (unpacked > archiveLimits.unpackedBytes || packed > fileBytes) return 'archive-inflates'
  }
  // A small text archive may pack very well; the ratio counts once it is large.
  if (unpacked > 100_000_000 && unpacked > fileBytes * archiveLimits.ratio)
    return 'archive-inflates'
  return null
}

function isUnsafeName(name: string): boolean {
  const parts = name.split(/[\\/]/)
  return (
    name.startsWith('/') || /^[a-z]:/i.test(name) || parts.includes('..') || name.includes('\0')
  )
}

/** Whether the name's ending says what the content is. A name without an ending never does. */
export function endingFits(name: string, mediaType: string): boolean {
  const ending = name.toLowerCase().split('.').at(-1) ?? ''
  return (sellableTypes[mediaType] ?? []).includes(ending)
}

/** Texts have no magic bytes; these endings are taken as plain text when the content is UTF-8. */
export const textEndings: readonly string[] = ['txt', 'md', 'csv', 'json']
