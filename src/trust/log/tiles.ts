/** Entries of one tile, and the step from one level of tiles to the next (C2SP tlog-tiles). */
export const tileWidth = 256

/** Path of a hash tile of a level, or of a bundle of entries; a partial one below 256 wide. */
export function tilePath(level: number | 'entries', index: number, width = tileWidth): string {
  let rest = Math.floor(index / 1000)
  let name = threeDigits(index % 1000)
  while (rest > 0) {
    name = `x${threeDigits(rest % 1000)}/${name}`
    rest = Math.floor(rest / 1000)
  }
  return `tile/${level}/${name}${width === tileWidth ? '' : `.p/${width}`}`
}

function threeDigits(number: number): string {
  return String(number).padStart(3, '0')
}

/** Entries one after another, each behind its length as two bytes. */
export function entryBundle(entries: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    entries.flatMap((entry) => {
      if (entry.length > 0xffff) throw new RangeError('entry is too long for a bundle')
      return [Buffer.from([entry.length >> 8, entry.length & 0xff]), entry]
    }),
  )
}

/** The entries of a bundle; RangeError when it is cut. */
export function entriesOf(bundle: Buffer): Buffer[] {
  const entries: Buffer[] = []
  let at = 0
  while (at < bundle.length) {
    const length = at + 2 <= bundle.length ? bundle.readUInt16BE(at) : Number.NaN
    const end = at + 2 + length
    if (!(end <= bundle.length)) throw new RangeError('bundle is cut')
    entries.push(bundle.subarray(at + 2, end))
    at = end
  }
  return entries
}
