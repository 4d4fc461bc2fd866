import type { LogFiles } from '#trust/log/files.ts'
import type { Core } from '#trust/vault/core.ts'
import { stillHere } from './still-here.ts'
import { unwitnessed } from './unwitnessed.ts'

const roundMillis = 20_000

/** Says that the vault lives and asks whether the witness does; a failed round is tried again. */
export function keepSigns(
  core: Core,
  log: LogFiles,
  { waitMinutes, onFault }: { waitMinutes: number; onFault: (error: unknown) => void },
): () => void {
  const rounds = [
    stillHere(core, log),
    unwitnessed(core, { read: (path) => log.read(path), waitMinutes }),
  ]
  const timer = setInterval(() => {
    for (const round of rounds) round().catch(onFault)
  }, roundMillis)
  return () => clearInterval(timer)
}
