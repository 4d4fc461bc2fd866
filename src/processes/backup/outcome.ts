import { join } from 'node:path'
import type { Installation } from '#processes/supervisor/installation.ts'

/** Exit codes of the commands. */
export const usage = 64
export const failed = 1

/** Folders of an installation that a backup reads and a restore fills. */
export function foldersOf({ data, env }: Installation) {
  return {
    storage: env.STORAGE_DIR ?? join(data, 'files'),
    ringFolder: env.VAULT_RING_DIR ?? join(data, 'ring'),
    logFolder: join(data, 'log'),
  }
}

/** The end of a command: for programs on the output, for people beside it. */
export function tell(isJson: boolean, outcome: object): void {
  if (isJson) process.stdout.write(`${JSON.stringify(outcome)}\n`)
  else say('done')
}

export function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
