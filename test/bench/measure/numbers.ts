/** The middle one; of an even count the mean of the two. */
export function median(values: readonly number[]): number {
  return percentile(values, 50)
}

/** By linear interpolation; 0 for no values. */
export function percentile(values: readonly number[], percent: number): number {
  if (values.length === 0) return 0
  const sorted = values.toSorted((left, right) => left - right)
  const place = ((sorted.length - 1) * percent) / 100
  const below = sorted[Math.floor(place)]!
  return below + (sorted[Math.ceil(place)]! - below) * (place % 1)
}
