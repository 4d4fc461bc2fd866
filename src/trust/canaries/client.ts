/** Knows the members who do not exist; knows none until their room has put itself here. */
export interface CanaryWatch {
  subjects(): string[]
  has(subject: string): boolean
  /** After an opening that is in the log: alarms when it was of one of them. */
  opened(subject: string, purpose: string): Promise<void>
}

/** Of a vault that has none. */
export const nobodyWatches = (): CanaryWatch => ({
  subjects: () => [],
  has: () => false,
  opened: async () => {},
})
