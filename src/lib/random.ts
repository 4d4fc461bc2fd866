import { createHash, randomBytes } from 'node:crypto'

/** Gives this many random bytes. */
export type RandomBytes = (size: number) => Buffer

/** The operating system's randomness; the only source fit for keys, codes and tickets. */
export const systemRandom: RandomBytes = (size) => randomBytes(size)

/** The same bytes for the same seed, for tests and the demo town. Never for secrets. */
export function seededRandom(seed: string | number): RandomBytes {
  let block = 0
  let rest: Buffer = Buffer.alloc(0)
  return (size) => {
    const blocks = [rest]
    for (let have = rest.length; have < size; have += 32) {
      blocks.push(createHash('sha256').update(`${seed}:${block}`).digest())
      block += 1
    }
    const all = Buffer.concat(blocks)
    rest = all.subarray(size)
    return Buffer.from(all.subarray(0, size))
  }
}
