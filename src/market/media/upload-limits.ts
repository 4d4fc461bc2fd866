/** What one seller may have on its way at once, and in the storage in all. */
export interface UploadLimits {
  open: number
  bytes: bigint
}

/** Room for a shop of comics and a few courses; a market may set another. */
export const usualLimits: UploadLimits = { open: 50, bytes: 50_000_000_000n }
