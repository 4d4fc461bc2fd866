/** A blob did not open: damaged, moved, or sealed under keys we do not have. */
export class BrokenSeal extends Error {
  override readonly name = 'BrokenSeal'
}
