interface Standing {
  cover_id: string | null
  files: readonly { verdict: string | null }[]
}

/** What a work still lacks before it can be sold; the command checks the same once more. */
export function missingFor(work: Standing): ('files' | 'cover')[] {
  const isAccepted = work.files.length > 0 && work.files.every((f) => f.verdict === 'accepted')
  return [...(isAccepted ? [] : ['files' as const]), ...(work.cover_id ? [] : ['cover' as const])]
}
