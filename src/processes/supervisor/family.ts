import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type ProcessRow, practicePrograms } from '#processes/table.ts'
import { type Child, keepAlive } from './child.ts'
import type { Installation } from './installation.ts'
import { rowsOf } from './of-this-host.ts'
import { permissionFlags } from './permissions.ts'
import { environmentOf, type Servers } from './settings.ts'
import { asOwnUser, giveFolder, giveFolders, givePapers, needsNetwork } from './users.ts'

export type Family = {
  children: readonly Child[]
  /** Wave by wave; throws the first sentence that says why one did not come up. */
  start: () => Promise<void>
  /** In reverse, so that nobody loses a server while still at work. */
  stop: () => Promise<void>
}

/** Every process of this installation, and in development the practice programs. */
export function gather(
  installation: Installation,
  servers: Servers,
  told: { changed: () => void; say: (line: string) => void },
): Family {
  const rows = rowsOf(installation).filter((row) => existsSync(programOf(installation, row)))
  const children = rows.map((row) => childOf(row, installation, servers, told))
  const waves = [...new Set(rows.map(({ wave }) => wave))].toSorted((a, b) => a - b)
  const inWave = (wave: number) => children.filter((child) => child.row.wave === wave)

  if (installation.hasUsers) giveFolders(installation)
  for (const row of rows) {
    mkdirSync(join(installation.runDir, row.name), { recursive: true, mode: 0o700 })
  }
  return {
    children,
    start: async () => {
      for (const wave of waves) await Promise.all(inWave(wave).map((child) => child.start()))
    },
    stop: async () => {
      for (const wave of waves.toReversed()) {
        await Promise.all(inWave(wave).map((child) => child.stop()))
      }
    },
  }
}

function childOf(
  row: ProcessRow,
  installation: Installation,
  servers: Servers,
  told: { changed: () => void; say: (line: string) => void },
): Child {
  const env = () => environmentOf(row, installation, servers)
  const isPractice = practicePrograms.includes(row)
  const { SANDBOX_PROVIDER_PORT, MAILBOX_WEB_PORT } = env()
  return keepAlive({
    row,
    program: programOf(installation, row),
    env,
    confinement: (given) => (isPractice ? none : confinementOf(row, installation, given)),
    logFile: join(installation.data, 'logs', `${row.name}.log`),
    readyPort: isPractice ? Number(SANDBOX_PROVIDER_PORT ?? MAILBOX_WEB_PORT) : undefined,
    longestPauseMillis: installation.longestPauseMillis,
    ...told,
  })
}

const none = { before: [], flags: [] }

function confinementOf(row: ProcessRow, installation: Installation, env: Record<string, string>) {
  const { root, runDir, hasUsers } = installation
  for (const setting of row.writes) {
    const folder = env[setting]
    if (folder) mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (folder && hasUsers) giveFolder(folder, setting)
  }
  if (hasUsers && env.CALLS_CERTIFICATE) givePapers(env.CALLS_CERTIFICATE, row.name)
  return {
    before: hasUsers ? asOwnUser(row, needsNetwork(row, env)) : [],
    flags: permissionFlags(row, env, { root, program: programOf(installation, row), runDir }),
  }
}

function programOf({ root }: Installation, row: ProcessRow): string {
  return join(root, 'build', `${row.name}.js`)
}
