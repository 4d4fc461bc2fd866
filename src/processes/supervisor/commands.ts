import { databaseName, type Role, rolesOf } from '#adapters/postgres/roles.ts'
import { keysCommand } from '#processes/keys/commands.ts'
import { keysHelp } from '#processes/keys/help.ts'
import type { Asked } from './asked.ts'
import { problemsOf } from './check-config.ts'
import { bringUpToDate, openDatabases } from './databases.ts'
import { helpText } from './help.ts'
import { importCommand } from './import-people.ts'
import { type Installation, prepareFolders } from './installation.ts'
import { endLeftOvers } from './left-over.ts'
import { logCommand } from './log-commands.ts'
import { askDatabase } from './psql.ts'
import { rolePassword, secret } from './secrets.ts'
import { runSeed } from './seed.ts'
import { releaseVersion } from './serve-console.ts'
import type { Servers } from './settings.ts'
import { statusLines } from './show.ts'
import { lockInstallation, start } from './start.ts'
import { looked, readStatus } from './status.ts'

/** Each command by its word; gives the exit code. */
export const commands: Record<string, (asked: Asked) => Promise<number>> = {
  start: startCommand,
  status: statusCommand,
  migrate: migrateCommand,
  seed: seedCommand,
  'check-config': checkCommand,
  psql: psqlCommand,
  import: ({ installation, words }) => importCommand(installation, words, say),
  log: async ({ words }) => logCommand(words, say),
  keys: keysCommand,
  help: async () => {
    process.stdout.write(helpText)
    return 0
  },
}

/** Options and help of the commands that have their own. */
export const moreOptions: Record<string, { options: string[]; help: string }> = {
  keys: { options: ['stolen', 'old-ring-is-lost'], help: keysHelp },
}

const interrupted = 130
const notRunning = 3
const usage = 64
const wrongSettings = 78

async function startCommand({ installation }: Asked): Promise<number> {
  await endLeftOvers(installation.data, say)
  const problems = await problemsOf(installation)
  if (problems.length > 0) {
    for (const problem of problems) say(problem)
    return wrongSettings
  }
  const version = releaseVersion(installation.root)
  const wasOpen = await start({ installation, version, say })
  say('stopped')
  return wasOpen ? 0 : interrupted
}

async function statusCommand({ installation, isJson }: Asked): Promise<number> {
  const status = readStatus(installation.data)
  if (!status?.running) {
    const none = { running: false, version: releaseVersion(installation.root) }
    process.stdout.write(isJson ? `${JSON.stringify(none)}\n` : 'Dozo is not running.\n')
    return notRunning
  }
  const now = await looked(status)
  process.stdout.write(isJson ? `${JSON.stringify(now, null, 1)}\n` : statusLines(now))
  return 0
}

async function migrateCommand({ installation }: Asked): Promise<number> {
  return withDatabases(installation, async (servers) => {
    await bringUpToDate(installation, servers, say)
    say('the databases are up to date')
    return 0
  })
}

async function seedCommand({ installation }: Asked): Promise<number> {
  if (installation.production || !readStatus(installation.data)?.running) {
    say('The demo town is filled into a running installation that is not for production.')
    return 1
  }
  return withDatabases(installation, async (servers) => {
    await runSeed(installation, servers, say).done
    return 0
  })
}

async function checkCommand({ installation, isJson }: Asked): Promise<number> {
  const problems = await problemsOf(installation)
  if (isJson) process.stdout.write(`${JSON.stringify({ problems })}\n`)
  else for (const problem of problems) say(problem)
  if (!isJson && problems.length === 0) say('the settings are fine')
  return problems.length === 0 ? 0 : wrongSettings
}

async function psqlCommand({ installation, words }: Asked): Promise<number> {
  const all: string[] = [...rolesOf.market, ...rolesOf.vault, 'postgres']
  const [role = '', kind = role === 'vault' ? 'vault' : 'market'] = words
  if (!all.includes(role) || (kind !== 'market' && kind !== 'vault')) {
    say(
      `Which role? One of ${all.join(', ')}; after "postgres" also which database: market or vault.`,
    )
    return usage
  }
  return withDatabases(installation, (servers) => {
    const server = servers[kind]
    const own = { user: role, password: rolePassword(installation.data, role as Role) }
    return askDatabase(
      role === 'postgres' ? server : { ...server, ...own },
      databaseName(kind),
      installation.env,
    )
  })
}

/** On the databases of a running installation, or on ones opened for this command alone. */
async function withDatabases(
  installation: Installation,
  work: (servers: Servers) => Promise<number>,
): Promise<number> {
  prepareFolders(installation)
  const status = readStatus(installation.data)
  const found = status?.running ? status.databases : undefined
  const { market, vault } = installation.adminUrls
  if (found?.[0] && !market && !vault) {
    const { host, port } = found[0]
    const password = secret(installation.data, 'postgres')
    const server = { host, port, user: 'postgres', password }
    return work({ market: server, vault: server })
  }
  const release = lockInstallation(installation)
  try {
    const databases = await openDatabases(installation, say)
    return await work(databases.servers).finally(() => databases.cluster?.stop())
  } finally {
    release()
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
