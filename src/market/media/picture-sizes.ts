/** Widths in pixels of what pages show; never larger than the original. */
export const pictureWidths = [320, 640, 1280] as const

export const pictureLimits = {
  bytes: 40_000_000,
  /** Width times height: a 100-megapixel photo still fits. */
  pixels: 110_000_000,
}

/** The widths that make sense for an original: none above it, but at least one. */
export function widthsFor(originalWidth: number): number[] {
  const fitting = pictureWidths.filter((width) => width <= originalWidth)
  return fitting.length > 0 ? [...fitting] : [originalWidth]
}
