import { offMillis } from '#trust/reckoning/client.ts'

/** What a person does after a restore, one line each; from when the backup is, and now. */
export function nextSteps(vaultAt: Date, now: Date): string[] {
  const steps = ['next: dozo start']
  if (now.getTime() - vaultAt.getTime() <= offMillis) return steps
  return [
    ...steps,
    `then, since the vault knows of no time after ${vaultAt.toISOString()}, it doubts its clock and`,
    'destroys nothing that is due, until: dozo vault clock confirm and the date of today',
    '(look at another clock first; docs/how-to/doubted-clock.md)',
  ]
}
