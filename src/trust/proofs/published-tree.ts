import { emptyRoot, type Hash, nodeHash, type RangeRoot, splitOf } from '#trust/log/merkle.ts'
import { tilePath, tileWidth } from '#trust/log/tiles.ts'

/** A published file of the log; undefined when it is not there. */
export type ReadFile = (path: string) => Promise<Buffer | undefined>

interface TileAt {
  level: number
  index: number
  width: number
}

const hashBytes = 32
const tileHeight = 8
/** A proof needs two tiles of a level at most, and a tree of 2^53 entries has seven levels. */
const mostRounds = 4

/**
 * Works something out over a published tree of this size and reads no more tiles than it needs.
 * `work` may be called more than once; only its last result counts. Undefined when tiles are
 * missing or cut.
 */
export async function overTiles<T>(
  read: ReadFile,
  size: number,
  work: (root: RangeRoot) => T,
): Promise<T | undefined> {
  const tiles = new Map<string, Buffer | null>()
  for (let round = 0; round < mostRounds; round += 1) {
    const missing = new Map<string, TileAt>()
    const result = work(rangesOver(size, tiles, missing))
    if (missing.size === 0) return result
    for (const [path, tile] of missing) tiles.set(path, await tileFrom(read, tile))
    if ([...tiles.values()].includes(null)) return undefined
  }
  return undefined
}

/** A partial tile goes away once the whole one is there, of which it is the beginning. */
async function tileFrom(read: ReadFile, { level, index, width }: TileAt): Promise<Buffer | null> {
  const bytes = (await read(tilePath(level, index, width))) ?? (await read(tilePath(level, index)))
  return bytes && bytes.length >= width * hashBytes ? bytes : null
}

/** Where a hash is not at hand yet, its tile is noted in `missing` and any hash stands in. */
function rangesOver(
  size: number,
  tiles: ReadonlyMap<string, Buffer | null>,
  missing: Map<string, TileAt>,
): RangeRoot {
  const root: RangeRoot = (from, to) => {
    const count = to - from
    if (count === 0) return emptyRoot
    const height = Math.log2(count)
    if (!Number.isInteger(height)) {
      const middle = from + splitOf(count)
      return nodeHash(root(from, middle), root(middle, to))
    }
    const level = Math.floor(height / tileHeight)
    const scale = tileWidth ** level
    const index = Math.floor(from / scale / tileWidth)
    const inLevel = Math.floor(size / scale)
    const width = Math.min(tileWidth, inLevel - index * tileWidth)
    const path = tilePath(level, index, width)
    const tile = tiles.get(path)
    if (!tile) {
      missing.set(path, { level, index, width })
      return emptyRoot
    }
    return rootOf(tile, (from / scale) % tileWidth, count / scale)
  }
  return root
}

function rootOf(tile: Buffer, from: number, count: number): Hash {
  if (count === 1) return tile.subarray(from * hashBytes, (from + 1) * hashBytes)
  const half = count / 2
  return nodeHash(rootOf(tile, from, half), rootOf(tile, from + half, half))
}
