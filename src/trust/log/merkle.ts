import { hash } from 'node:crypto'

/** 32 bytes of SHA-256. */
export type Hash = Buffer

const leafPrefix = Buffer.from([0])
const nodePrefix = Buffer.from([1])

/** The hash of one entry (RFC 6962 §2.1). */
export function leafHash(entry: Uint8Array): Hash {
  return hash('sha256', Buffer.concat([leafPrefix, entry]), 'buffer')
}

/** The hash of two subtrees side by side. */
export function nodeHash(left: Hash, right: Hash): Hash {
  return hash('sha256', Buffer.concat([nodePrefix, left, right]), 'buffer')
}

/** The root of the empty tree. */
export const emptyRoot: Hash = hash('sha256', '', 'buffer')

/** The hash over leaves `from` to `to` (not included), as a tree of their own. */
export type RangeRoot = (from: number, to: number) => Hash

/** The largest power of two below `size`. */
export function splitOf(size: number): number {
  let split = 1
  while (split * 2 < size) split *= 2
  return split
}

/** That entry `index` is in the tree of this size: the neighbours on its way up, nearest first. */
export function inclusionProof(root: RangeRoot, index: number, size: number): Hash[] {
  if (index < 0 || index >= size) throw new RangeError('entry is not in the tree')
  const path: Hash[] = []
  let from = 0
  let to = size
  while (to - from > 1) {
    const middle = from + splitOf(to - from)
    if (index < middle) {
      path.unshift(root(middle, to))
      to = middle
    } else {
      path.unshift(root(from, middle))
      from = middle
    }
  }
  return path
}

/** That the tree of size `old` is the beginning of the tree of size `size` (RFC 6962 §2.1.2). */
export function consistencyProof(root: RangeRoot, old: number, size: number): Hash[] {
  if (old < 1 || old > size) throw new RangeError('no such older tree')
  const path: Hash[] = []
  let from = 0
  let to = size
  let isWhole = true
  while (old !== to) {
    const middle = from + splitOf(to - from)
    if (old <= middle) {
      path.unshift(root(middle, to))
      to = middle
    } else {
      path.unshift(root(from, middle))
      from = middle
      isWhole = false
    }
  }
  return isWhole ? path : [root(from, to), ...path]
}

/** Whether the proof leads from this entry to this root; for whoever does not hold the tree. */
export function includes(claim: {
  leaf: Hash
  index: number
  size: number
  proof: readonly Hash[]
  root: Hash
}): boolean {
  const { leaf, index, size, proof, root } = claim
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return false
  const sides = sidesOf(index, size)
  if (sides.length !== proof.length) return false
  let hash = leaf
  for (const [step, side] of sides.entries()) hash = joined(hash, proof[step]!, side)
  return hash.equals(root)
}

/** Whether the proof shows that the newer root only adds to the older one. */
export function extendsTree(claim: {
  old: { size: number; root: Hash }
  now: { size: number; root: Hash }
  proof: readonly Hash[]
}): boolean {
  const { old, now, proof } = claim
  if (old.size < 1 || old.size > now.size) return false
  if (old.size === now.size) return proof.length === 0 && old.root.equals(now.root)
  // The last complete subtree of the old tree: where both trees part.
  let shift = 1
  while (old.size % (shift * 2) === 0) shift *= 2
  const isOneSubtree = shift === old.size
  const start = isOneSubtree ? old.root : proof[0]
  const steps = isOneSubtree ? proof : proof.slice(1)
  const sides = sidesOf(old.size / shift - 1, Math.ceil(now.size / shift))
  if (start === undefined || sides.length !== steps.length) return false
  let oldHash = start
  let nowHash = start
  for (const [step, side] of sides.entries()) {
    if (side === 'left') oldHash = nodeHash(steps[step]!, oldHash)
    nowHash = joined(nowHash, steps[step]!, side)
  }
  return oldHash.equals(old.root) && nowHash.equals(now.root)
}

/** On which side each neighbour stands, from the leaf up. A lone right edge has no neighbour. */
function sidesOf(index: number, size: number): ('left' | 'right')[] {
  const sides: ('left' | 'right')[] = []
  let place = index
  let last = size - 1
  while (last > 0) {
    if (place % 2 === 1) sides.push('left')
    else if (place < last) sides.push('right')
    place = Math.floor(place / 2)
    last = Math.floor(last / 2)
  }
  return sides
}

function joined(hash: Hash, neighbour: Hash, side: 'left' | 'right'): Hash {
  return side === 'left' ? nodeHash(neighbour, hash) : nodeHash(hash, neighbour)
}
