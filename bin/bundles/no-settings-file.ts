/** Stands in for cosmiconfig in our programs: no package finds settings lying in a folder. */
export function cosmiconfigSync(): { search: () => null } {
  return { search: () => null }
}
