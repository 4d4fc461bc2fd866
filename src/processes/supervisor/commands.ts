import { databaseName, type Role, rolesOf } from '#adapters/postgres/roles.ts'
import { ConfigError } from '#lib/config-error.ts'
import { backupCommand } from '#processes/backup/backup-command.ts'
import { backupHelp, restoreHelp } from '#processes/backup/help.ts'
import { restoreCommand } from '#processes/backup/restore-command.ts'
import { certificatesCommand } from '#processes/certificates/commands.ts'
import { certificatesHelp, certificatesOptions } from '#processes/certificates/help.ts'
import { keysCommand } from '#processes/keys/commands.ts'
import { keysHelp } from '#processes/keys/help.ts'
import type { Asked } from './asked.ts'
import { problemsOf } from './check-config.ts'
import { bringUpToDate } from './databases.ts'
import { writeEnvironments } from './environment-files.ts'
import { helpText } from './help.ts'
import { importCommand } from './import-people.ts'
import { endLeftOvers } from './left-over.ts'
import { logCommand } from './log-commands.ts'
import { askDatabase } from './psql.ts'
import { rolePassword } from './secrets.ts'
import { firstOperatorLink, runSeed } from './seed.ts'
import { releaseVersion } from './serve-console.ts'
import type { Servers } from './settings.ts'
import { statusLines } from './show.ts'
import { start } from './start.ts'
import { looked, readStatus } from './status.ts'
import { vaultCommand, vaultHelp } from './vault-commands.ts'
import { withDatabases } from './with-databases.ts'

/** Each command by its word; gives the exit code. */
export const commands: Record<string, (asked: Asked) => Promise<number>> = {
  start: startCommand,
  status: statusCommand,
  migrate: migrateCommand,
  seed: seedCommand,
  'check-config': checkCommand,
  psql: psqlCommand,
  environment: environmentCommand,
  'operator-link': operatorLinkCommand,
  import: ({ installation, words }) => importCommand(installation, words, say),
  log: async (asked) => logCommand(asked, say),
  keys: keysCommand,
  certificates: certificatesCommand,
  backup: ofWholeMarket(backupCommand),
  restore: ofWholeMarket(restoreCommand),
  vault: (asked) => vaultCommand(asked, say),
  help: async () => {
    process.stdout.write(helpText)
    return 0
  },
}

/** Options and help of the commands that have their own. */
export const moreOptions: Record<string, { options: string[]; help: string }> = {
  start: { options: ['only'], help: helpText },
  keys: { options: ['stolen', 'old-ring-is-lost'], help: keysHelp },
  certificates: { options: certificatesOptions, help: certificatesHelp },
  backup: { options: ['keys', 'list', 'prune', 'new-key'], help: backupHelp },
  vault: { options: ['log'], help: vaultHelp },
  restore: {
    options: ['identity', 'keys', 'keys-identity', 'log', 'unproven'],
    help: restoreHelp,
  },
}

const interrupted = 130
const notRunning = 3
const usage = 64
const wrongSettings = 78

/** Refuses where other processes run on other hosts: a copy of half a market restores nothing. */
function ofWholeMarket(command: (asked: Asked) => Promise<number>) {
  return async (asked: Asked) => {
    if (!asked.installation.only) return command(asked)
    say('Only parts of this market are on this host (DOZO_ONLY); what to copy on each is said in')
    say('docs/how-to/vault-on-its-own-host.md.')
    return wrongSettings
  }
}

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
  return withDatabases(
    installation,
    async (servers) => {
      await bringUpToDate(installation, servers, say)
      say('the databases are up to date')
      return 0
    },
    say,
  )
}

async function seedCommand({ installation }: Asked): Promise<number> {
  if (installation.production || !readStatus(installation.data)?.running) {
    say('The demo town is filled into a running installation that is not for production.')
    return 1
  }
  return withDatabases(
    installation,
    async (servers) => {
      await runSeed(installation, servers, say).done
      return 0
    },
    say,
  )
}

async function checkCommand({ installation, isJson }: Asked): Promise<number> {
  const problems = await problemsOf(installation)
  if (isJson) process.stdout.write(`${JSON.stringify({ problems })}\n`)
  else for (const problem of problems) say(problem)
  if (!isJson && problems.length === 0) say('the settings are fine')
  return problems.length === 0 ? 0 : wrongSettings
}

async function environmentCommand({ installation, words }: Asked): Promise<number> {
  const [folder] = words
  if (!folder) {
    say('Which folder? `dozo environment FOLDER` writes a file for each process into it.')
    return usage
  }
  const write = async (servers: Servers) => {
    for (const path of writeEnvironments(installation, servers, folder)) say(path)
    return 0
  }
  return withDatabases(installation, write, say)
}

async function operatorLinkCommand({ installation }: Asked): Promise<number> {
  const link = await firstOperatorLink(installation)
  if (link) process.stdout.write(`${link}\n`)
  else say('There is an operator already, or the vault is not running.')
  return link ? 0 : 1
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
  return withDatabases(
    installation,
    (servers) => {
      const server = servers[kind]
      if (!server) throw new ConfigError([`The ${kind}'s database is not on this host.`])
      const own = { user: role, password: rolePassword(installation.data, role as Role) }
      return askDatabase(
        role === 'postgres' ? server : { ...server, ...own },
        databaseName(kind),
        installation.env,
      )
    },
    say,
  )
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
