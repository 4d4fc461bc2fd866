import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { processes } from '#processes/table.ts'
import type { Installation } from './installation.ts'
import { environmentOf, type Servers } from './settings.ts'

/**
 * Writes `<folder>/<process>.env`, each with the settings and secrets of that process alone, for
 * units and containers. Gives their paths.
 */
export function writeEnvironments(
  installation: Installation,
  servers: Servers,
  folder: string,
): string[] {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return processes.map((row) => {
    const path = join(folder, `${row.name}.env`)
    const lines = Object.entries(environmentOf(row, installation, servers)).map(assignment)
    writeFileSync(path, lines.join(''), { mode: 0o600 })
    chmodSync(path, 0o600)
    return path
  })
}

/** As systemd and compose read it. RangeError for a value of several lines. */
function assignment([name, value]: [string, string]): string {
  if (/[\r\n]/.test(value)) throw new RangeError(`${name} must be one line`)
  const isPlain = /^[\w@%+=:,./?&-]*$/.test(value)
  return `${name}=${isPlain ? value : `"${value.replaceAll(/["\\$`]/g, '\\$&')}"`}\n`
}
