import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { processes } from '#processes/table.ts'
import { composeOverride, doorsOf, dropIn } from './doors.ts'
import type { Installation } from './installation.ts'
import { isHere } from './of-this-host.ts'
import { environmentOf, type Servers } from './settings.ts'
import { needsNetwork } from './users.ts'

/**
 * Writes `<folder>/<process>.env`, each with the settings and secrets of that process alone, for
 * units and containers, and where others are asked or listened to over the network, how the walls
 * of the units and containers are opened for exactly them. Gives the paths.
 */
export function writeEnvironments(
  installation: Installation,
  servers: Servers,
  folder: string,
): string[] {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const rows = processes.filter(({ name }) => isHere(installation, name))
  const environments = rows.map((row) => ({
    name: row.name,
    env: environmentOf(row, installation, servers),
  }))
  const doors = environments.flatMap(({ name, env }) => doorsOf(name, env) ?? [])
  const files: Record<string, string> = {}
  for (const { name, env } of environments) {
    files[`${name}.env`] = Object.entries(env).map(assignment).join('')
  }
  for (const door of doors) files[`dozo-${door.name}.service.d/hosts.conf`] = dropIn(door)
  const shut = rows.filter((row) => !needsNetwork(row, {})).map(({ name }) => name)
  const laidOver = doors.filter(({ name, hasPapers }) => hasPapers || shut.includes(name))
  if (laidOver.length > 0) {
    files['compose.hosts.yaml'] = composeOverride(laidOver, installation.callsDir)
  }
  return Object.entries(files).map(([name, text]) => {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    writeFileSync(path, text, { mode: 0o600 })
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
