import { emptyRoot, type Hash, nodeHash } from './merkle.ts'
import { tileWidth } from './tiles.ts'

/** A hash tile, whole or the partial one at the right edge. */
export interface Tile {
  level: number
  index: number
  hashes: Hash[]
}

/**
 * The right edge of a growing tree: of every level of tiles only the last, unfinished one.
 *
 * So an appended leaf costs two hashes however long the log is; what is finished goes to
 * `onFull` once and is forgotten here.
 */
export class GrowingTree {
  readonly #edge: Tile[]
  readonly #onFull: (tile: Tile) => void
  #size: number

  /** `edge` are the unfinished tiles of a tree that was written before. */
  constructor(onFull: (tile: Tile) => void, before?: { size: number; edge: Tile[] }) {
    this.#onFull = onFull
    this.#size = before?.size ?? 0
    this.#edge = before?.edge ?? []
  }

  get size(): number {
    return this.#size
  }

  append(leaf: Hash): void {
    this.#size += 1
    this.#push(0, leaf)
  }

  #push(level: number, hash: Hash): void {
    this.#edge[level] ??= { level, index: 0, hashes: [] }
    const tile = this.#edge[level]
    tile.hashes.push(hash)
    if (tile.hashes.length < tileWidth) return
    this.#edge[level] = { level, index: tile.index + 1, hashes: [] }
    this.#onFull(tile)
    this.#push(level + 1, perfectRoot(tile.hashes))
  }

  /** The unfinished tiles that hold something, lowest level first. */
  partialTiles(): Tile[] {
    return this.#edge
      .filter((tile) => tile.hashes.length > 0)
      .map((tile) => ({ ...tile, hashes: [...tile.hashes] }))
  }

  /** The root over all leaves so far: the perfect subtrees, joined from the right. */
  root(): Hash {
    let root: Hash | undefined
    for (const { hashes } of this.#edge) {
      for (let width = 1; width < tileWidth; width *= 2) {
        if ((hashes.length & width) === 0) continue
        const end = hashes.length & ~(width - 1)
        const subtree = perfectRoot(hashes.slice(end - width, end))
        root = root ? nodeHash(subtree, root) : subtree
      }
    }
    return root ?? emptyRoot
  }
}

/** Which unfinished tiles a tree of this size has, lowest level first. */
export function edgeOf(size: number): { level: number; index: number; width: number }[] {
  const edge = []
  for (let level = 0, count = size; count > 0; level += 1) {
    edge.push({ level, index: Math.floor(count / tileWidth), width: count % tileWidth })
    count = Math.floor(count / tileWidth)
  }
  return edge
}

function perfectRoot(hashes: Hash[]): Hash {
  let row = hashes
  while (row.length > 1) {
    const next: Hash[] = []
    for (let at = 0; at < row.length; at += 2) next.push(nodeHash(row[at]!, row[at + 1]!))
    row = next
  }
  return row[0]!
}
