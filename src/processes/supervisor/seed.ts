import { spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from '#lib/call/connect.ts'
import { vaultForSupervisor } from '#trust/vault/calls/for-supervisor.ts'
import type { Installation } from './installation.ts'
import { environmentOf, practiceOrigins, type Servers } from './settings.ts'

/** What the seeding program is given. */
const seedSettings = [
  'RUN_DIR',
  'BUILD_DIR',
  'STORAGE_DIR',
  'STOREFRONT_DATABASE_URL',
  'CONSOLE_DATABASE_URL',
  'WORKER_DATABASE_URL',
  'SHOP_ORIGIN',
]
const seedMillis = 300_000

/** Says that the demo town was filled in once; a production start refuses such a data folder. */
export function seedMark(data: string): string {
  // Not in the folder of sockets, which people clear away without a thought.
  return join(data, 'demo-town')
}

/** Fills the demo town, by a program of its own, into a running installation. */
export function runSeed(
  installation: Installation,
  servers: Servers,
  say: (line: string) => void,
): { done: Promise<void>; stop: () => Promise<void> } {
  const program = join(installation.root, 'build/seed.js')
  say('filling the demo town')
  const row = { name: 'seed', settings: seedSettings }
  const child = spawn(process.execPath, [program], {
    env: environmentOf(row, installation, servers),
    stdio: ['ignore', 2, 2],
    // Ctrl-C must not reach it before its turn to be stopped.
    detached: true,
    timeout: seedMillis,
  })
  const gone = new Promise((resolve) => child.on('exit', resolve))
  const finish = async () => {
    if ((await gone) !== 0) {
      throw new Error('The demo town could not be filled; look at the lines above.')
    }
    writeFileSync(seedMark(installation.data), '')
  }
  const stop = async () => {
    child.kill()
    await gone
  }
  const done = finish()
  // Whoever stops it does not wait for it to be done.
  done.catch(() => {})
  return { done, stop }
}

/** The one-time link by which the first operator enrols, while there is no operator. */
export async function firstOperatorLink(installation: Installation): Promise<string | undefined> {
  const path = join(installation.runDir, 'vault/for-supervisor/socket')
  if (!existsSync(path)) return undefined
  const vault = connect(vaultForSupervisor, { path })
  try {
    const { link } = await vault.firstOperatorLink(undefined)
    const origin =
      installation.env.CONSOLE_ORIGIN ?? practiceOrigins(installation.port).CONSOLE_ORIGIN
    return link ? `${origin}/enrolment?link=${link.toString('base64url')}` : undefined
  } finally {
    vault.close()
  }
}
