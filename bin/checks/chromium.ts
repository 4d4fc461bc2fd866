import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const debian = '/usr/bin/chromium'
const fetchMillis = 600_000

/**
 * A Chromium for the journeys: the one that CHROMIUM_PATH names, Debian's, Debian's fetched now
 * (as root), or the one packed for npm.
 */
export async function chromiumPath(
  env: Record<string, string | undefined> = process.env,
): Promise<string | undefined> {
  if (env.CHROMIUM_PATH && existsSync(env.CHROMIUM_PATH)) return env.CHROMIUM_PATH
  if (existsSync(debian)) return debian
  if (process.geteuid?.() === 0 && fetchedByApt()) return debian
  const { default: packed } = await import('@sparticuz/chromium')
  return packed.executablePath()
}

function fetchedByApt(): boolean {
  console.log('fetching Chromium and Japanese fonts with apt-get …')
  const run = (...words: string[]) =>
    spawnSync('apt-get', words, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      timeout: fetchMillis,
    }).status === 0
  const install = ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk']
  return (run(...install) || (run('update') && run(...install))) && existsSync(debian)
}
