/** Random-looking numbers that are always the same for the same seed. */
export type Chance = {
  /** From `low` up to `high`. */
  between: (low: number, high: number) => number
  /** A whole number from `low` to `high`, both possible. */
  whole: (low: number, high: number) => number
  pick: <T>(from: readonly [T, ...T[]]) => T
  /** True this share of the time. */
  often: (share: number) => boolean
}

/** Mulberry32 over an FNV-1a hash: small, even enough for drawing, the same on every machine. */
export function chanceFrom(seed: string): Chance {
  let state = hash(seed)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    between: (low, high) => low + next() * (high - low),
    whole: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (from) => from[Math.floor(next() * from.length)] ?? from[0],
    often: (share) => next() < share,
  }
}

function hash(text: string): number {
  let value = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) {
    value = Math.imul(value ^ byte, 0x01000193)
  }
  return value
}
