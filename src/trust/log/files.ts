import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Hash, leafHash } from './merkle.ts'
import { checkpointText, parseCheckpoint, type Signer, verifiedText } from './note.ts'
import { entryBundle, tilePath, tileWidth } from './tiles.ts'
import { edgeOf, GrowingTree, type Tile } from './tree.ts'

export interface LogStore {
  /** How many entries are committed. */
  size: number
  /** The leaves of entries `from` to `to` (not included), in order; fewer where some are gone. */
  leaves(from: number, to: number): Promise<string[]>
}

type Bundle = { index: number; entries: Buffer[] }
type Published = { size: number; root: Hash }

const readAtOnce = 2_000
/** Each waits for the disk; several wait together. */
const writtenAtOnce = 16
/** Entries that may wait for the disk before the vault says no to new ones. */
const mostUnpublished = 200_000

/** The log as static files, written behind the database, which stays the truth. */
export class LogFiles {
  readonly #folder: string
  readonly #signer: Signer
  #tree = new GrowingTree((tile) => this.#full.push(() => this.#writeTile(tile)))
  /** What is whole and still to be written. */
  #full: (() => Promise<void>)[] = []
  #bundle: Bundle = { index: 0, entries: [] }
  #published = 0
  #publishing: Promise<void> = Promise.resolve()
  #cosigned: { size: number; note: string } | undefined

  private constructor(folder: string, signer: Signer) {
    this.#folder = folder
    this.#signer = signer
  }

  /**
   * Takes up where the last process stopped: from the checkpoint and its tiles when they are
   * whole, from the first entry when not. Throws when the published log and the database tell
   * two stories: then somebody took entries away, and a person must look.
   */
  static async open(where: { folder: string; signer: Signer; store: LogStore }): Promise<LogFiles> {
    const files = new LogFiles(where.folder, where.signer)
    const published = await files.#readCheckpoint()
    if (published && published.size > where.store.size) {
      throw new Error('The log was published further than the database goes: it was rolled back.')
    }
    if (published && !(await files.#takeUp(published, where.store))) {
      await assertPublished(published, where.store)
    }
    for await (const leaves of leavesOf(where.store, files.size, where.store.size)) {
      files.add(leaves)
      // Keeps memory small while a long log is written anew.
      await files.#writeFull()
    }
    await files.#write('vkey', `${where.signer.verifierKey}\n`)
    await files.publish()
    return files
  }

  get size(): number {
    return this.#tree.size
  }

  get isFull(): boolean {
    return this.#tree.size - this.#published > mostUnpublished
  }

  get verifierKey(): string {
    return this.#signer.verifierKey
  }

  /** A checkpoint of ours under which the witness has put its line; goes out with the next one. */
  takeCosigned(cosigned: { size: number; note: string }): void {
    this.#cosigned = cosigned
  }

  /** A published file, as everybody may read it; undefined when it is not there. */
  async read(path: string): Promise<Buffer | undefined> {
    return readFile(join(this.#folder, path)).catch(() => undefined)
  }

  /** Takes up entries that are committed, in their order. */
  add(leaves: readonly string[]): void {
    for (const leaf of leaves) {
      const entry = Buffer.from(leaf)
      this.#tree.append(leafHash(entry))
      this.#bundle.entries.push(entry)
      if (this.#bundle.entries.length < tileWidth) continue
      const bundle = this.#bundle
      this.#full.push(() => this.#writeBundle(bundle))
      this.#bundle = { index: bundle.index + 1, entries: [] }
    }
  }

  /** Writes what is new: first the tiles, then the checkpoint that speaks of them. */
  publish(): Promise<void> {
    this.#publishing = this.#publishing.catch(() => {}).then(() => this.#publishNow())
    return this.#publishing
  }

  async #publishNow(): Promise<void> {
    await this.#publishCosigned()
    // No wait from here until all of it is at hand: a flush between would make it two trees.
    const size = this.#tree.size
    if (size === this.#published && size > 0) return
    const checkpoint = checkpointText({ origin: this.#signer.name, size, root: this.#tree.root() })
    const partial = this.#tree.partialTiles()
    const bundle = { ...this.#bundle, entries: [...this.#bundle.entries] }

    await this.#writeFull()
    for (const tile of partial) await this.#writeTile(tile)
    if (bundle.entries.length > 0) await this.#writeBundle(bundle)
    await this.#write('checkpoint', this.#signer.sign(checkpoint))
    this.#published = size
  }

  /** `checkpoint` is always the newest; `witnessed` the newest that the witness has seen. */
  async #publishCosigned(): Promise<void> {
    const cosigned = this.#cosigned
    this.#cosigned = undefined
    if (!cosigned) return
    await this.#write('witnessed', cosigned.note)
    if (cosigned.size === this.#published) {
      await this.#write('checkpoint', cosigned.note)
    }
  }

  async #readCheckpoint() {
    const note = await this.read('checkpoint')
    const text = note && verifiedText(note.toString(), this.#signer.verifierKey)
    const checkpoint = text ? parseCheckpoint(text) : undefined
    return checkpoint?.origin === this.#signer.name ? checkpoint : undefined
  }

  /** False where the newest tiles are not whole, or not of the newest entries of the database. */
  async #takeUp({ size, root }: Published, store: LogStore): Promise<boolean> {
    const edge: Tile[] = []
    for (const { level, index, width } of edgeOf(size)) {
      const bytes = width > 0 ? await this.#beginning(level, index, width) : Buffer.alloc(0)
      if (bytes?.length !== width * 32) return false
      const hashes = Array.from({ length: width }, (_, at) => bytes.subarray(at * 32, at * 32 + 32))
      edge.push({ level, index, hashes })
    }
    const tree = new GrowingTree((tile) => this.#full.push(() => this.#writeTile(tile)), {
      size,
      edge,
    })
    const index = Math.floor(size / tileWidth)
    const leaves = await store.leaves(index * tileWidth, size)
    const entries = leaves.map((leaf) => Buffer.from(leaf))
    if (entries.length < size % tileWidth) return false
    const isTheirs = entries.every((entry, at) => edge[0]!.hashes[at]!.equals(leafHash(entry)))
    if (!isTheirs || !tree.root().equals(root)) return false
    this.#bundle = { index, entries }
    this.#tree = tree
    this.#published = size
    return true
  }

  /** Of the whole tile where that has come: one killed there has its checkpoint still to write. */
  async #beginning(level: number, index: number, width: number): Promise<Buffer | undefined> {
    const bytes = await this.read(tilePath(level, index, width))
    return bytes ?? (await this.read(tilePath(level, index)))?.subarray(0, width * 32)
  }

  async #writeFull(): Promise<void> {
    const full = this.#full.splice(0)
    try {
      for (let at = 0; at < full.length; at += writtenAtOnce) {
        await Promise.all(full.slice(at, at + writtenAtOnce).map((write) => write()))
      }
    } catch (error) {
      // Written again the next time; a file written twice has the same bytes.
      this.#full.unshift(...full)
      throw error
    }
  }

  async #writeTile({ level, index, hashes }: Tile): Promise<void> {
    await this.#writeWide(level, index, hashes.length, Buffer.concat(hashes))
  }

  async #writeBundle({ index, entries }: Bundle): Promise<void> {
    await this.#writeWide('entries', index, entries.length, entryBundle(entries))
  }

  async #writeWide(level: number | 'entries', index: number, width: number, bytes: Buffer) {
    await this.#write(tilePath(level, index, width), bytes, width === tileWidth)
    if (width < tileWidth) return
    const partials = join(this.#folder, `${tilePath(level, index)}.p`)
    await rm(partials, { recursive: true, force: true })
  }

  /**
   * Readers see the old file or the new one, never half of it. What lasts is on the disk before
   * the checkpoint that speaks of it; the edge is looked at, and written anew, at every start.
   */
  async #write(path: string, content: string | Buffer, lasts = false): Promise<void> {
    const target = join(this.#folder, path)
    await mkdir(dirname(target), { recursive: true })
    const file = await open(`${target}.new`, 'w', 0o644)
    await file.writeFile(content)
    if (lasts) await file.sync()
    await file.close()
    await rename(`${target}.new`, target)
  }
}

async function* leavesOf(store: LogStore, from: number, to: number) {
  for (let at = from; at < to; at += readAtOnce) {
    const end = Math.min(at + readAtOnce, to)
    const leaves = await store.leaves(at, end)
    if (leaves.length < end - at) throw new Error('The log in the database has a gap.')
    yield leaves
  }
}

/** Before a tile is written anew: over another database the published ones are the evidence. */
async function assertPublished({ size, root }: Published, store: LogStore): Promise<void> {
  const tree = new GrowingTree(() => {})
  for await (const leaves of leavesOf(store, 0, size)) {
    for (const leaf of leaves) tree.append(leafHash(Buffer.from(leaf)))
  }
  if (!tree.root().equals(root)) {
    throw new Error('The entries in the database are not those that were published.')
  }
}
