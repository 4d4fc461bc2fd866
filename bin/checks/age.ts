import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const program = '/usr/bin/age'
const fetchMillis = 600_000

/** Whether the age program is here, fetched from Debian now where that is possible. */
export function isAgeReady(): boolean {
  if (existsSync(program)) return true
  if (process.geteuid?.() !== 0) return false
  const run = (...words: string[]) =>
    spawnSync('apt-get', words, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      timeout: fetchMillis,
    }).status === 0
  const install = ['install', '-y', '--no-install-recommends', 'age']
  return (run(...install) || (run('update') && run(...install))) && existsSync(program)
}
