import type { Readable } from 'node:stream'

/** A place in the storage: `pictures/2f/9c01.webp`. Lower case, no `..`, at most 200 characters. */
export type StorageKey = string

export interface StoredFile {
  key: StorageKey
  /** Bytes. */
  size: number
  /** Hex. */
  sha256: string
}

/** First and last byte, both included, as in HTTP. */
export interface ByteRange {
  first: number
  last: number
}

export interface OpenedFile {
  /** Bytes of the whole file, whatever the range. */
  size: number
  /** To be read to its end or destroyed; until then it keeps the file open. */
  stream: Readable
}

/**
 * Where files live. A key either holds a whole file or nothing: a write that is cut short
 * leaves no trace, and what was awaited survives a power cut.
 */
export interface FileStorage {
  /**
   * Writes a file under a given key, replacing what was there.
   * Refuses: `too-large` above `maxBytes`, and then keeps nothing.
   */
  put(key: StorageKey, content: FileContent, limits: WriteLimits): Promise<StoredFile>
  /** Keeps a file under the key made from its content; the same bytes are kept once. */
  keep(folder: string, content: FileContent, limits: WriteLimits): Promise<StoredFile>
  /** Takes over a finished file of this machine into `keep`, without a copy where it can. */
  adopt(folder: string, path: string): Promise<StoredFile>
  /** Refuses: `not-found`. RangeError for a range outside the file. */
  open(key: StorageKey, range?: ByteRange): Promise<OpenedFile>
  /** Bytes, or undefined when there is no such file. */
  size(key: StorageKey): Promise<number | undefined>
  /**
   * Removes a file that was last kept before that moment; one that is kept again at the same time
   * stays. Removing what is not there is no error.
   */
  remove(key: StorageKey, keptBefore: Date): Promise<void>
}

export type FileContent = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

export interface WriteLimits {
  maxBytes: number
}

/** A picture as a page shows it: made anew from pixels, nothing of the original's metadata left. */
export interface Rendition {
  format: 'webp' | 'jpeg'
  /** Pixels. */
  width: number
  height: number
  content: Uint8Array
}

export interface PictureEncoder {
  /** Refuses: `wrong-kind` (not a picture we read), `bad-input` (broken), `too-large`. */
  encode(original: Uint8Array): Promise<Rendition[]>
}

export interface ContentInspector {
  /** Names the media type by content, or says why the file cannot be sold. Reads, never runs. */
  inspect(
    file: { key: StorageKey; name: string },
    storage: FileStorage,
  ): Promise<{ mediaType: string; sha256: string } | { refused: string }>
}

/** A file that arrives in pieces and may break off; `id` is ours. */
export interface ArrivingFile {
  id: string
  name: string
  bytes: number
  /** What the sender wrote beside it; checked by whoever lets it in. */
  about: Readonly<Record<string, string>>
}

export interface UploadRules {
  maxBytes: number
  newId: () => string
  /** Whoever sends; a Refusal when nobody may. */
  senderOf(request: Request): Promise<string>
  /** Before the first byte; a Refusal keeps it out. */
  begun(file: ArrivingFile, sender: string): Promise<void>
  /** Whether the sender may go on with this one. */
  owns(id: string, sender: string): Promise<boolean>
  /** The whole file lies at `path`; it is the taker's now. */
  arrived(file: ArrivingFile, path: string, sender: string): Promise<void>
}

/** Takes uploads over HTTP by the tus protocol 1.0. */
export interface UploadDoor {
  handle(request: Request): Promise<Response>
}
