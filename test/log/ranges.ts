import { emptyRoot, type Hash, nodeHash, type RangeRoot, splitOf } from '#trust/log/merkle.ts'

/** Ranges over hashes that are all at hand: the plainest way to say what a tree is. */
export function rangesOf(leaves: readonly Hash[]): RangeRoot {
  const root: RangeRoot = (from, to) => {
    if (to === from) return emptyRoot
    if (to - from === 1) return leaves[from]!
    const middle = from + splitOf(to - from)
    return nodeHash(root(from, middle), root(middle, to))
  }
  return root
}
