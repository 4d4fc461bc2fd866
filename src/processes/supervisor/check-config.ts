import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { answers, serverAt } from '#adapters/postgres/admin.ts'
import { ConfigError } from '#lib/config-error.ts'
import { phaseOf } from '#processes/backup/restore-names.ts'
import { holderOf } from '../../../bin/lock.ts'
import { readStopAt } from '../stop-points.ts'
import { hostProblems } from './host-problems.ts'
import type { Installation } from './installation.ts'
import { isHere, rowsOf } from './of-this-host.ts'
import { lostFolders } from './permissions.ts'
import { productionRefusals } from './refuse-production.ts'
import { areForPractice } from './secrets.ts'
import { seedMark } from './seed.ts'
import { environmentOf, type Servers } from './settings.ts'
import { lockFile } from './status.ts'

const portTries = 20
const portPauseMillis = 150

/** Everything that would keep this installation from starting, one sentence each. */
export async function problemsOf(installation: Installation): Promise<string[]> {
  return [
    ...(installation.production ? refusalsOf(installation) : []),
    ...wrongStopPoint(installation),
    ...hostProblems(installation),
    ...foldersInTheWay(installation),
    ...halfRestored(installation),
    ...(await silentServers(installation)),
    ...(await takenPorts(installation)),
  ]
}

/** What belongs to a process of another host is that host's to have right. */
function refusalsOf(installation: Installation): string[] {
  const { data, env } = installation
  const has = (name: string) => isHere(installation, name)
  return productionRefusals({
    secretsAreForPractice: areForPractice(data),
    hasDemoTown: existsSync(seedMark(data)),
    providers: has('payments') ? env.PAYMENT_PROVIDERS : 'none',
    smtpUrl: has('mailer') ? env.SMTP_URL : '',
    stopAt: env.DOZO_STOP_AT,
    hasTls: !has('gateway') || Boolean((env.TLS_CERTIFICATE && env.TLS_KEY) || env.TRUSTED_PROXY),
    origins: {
      SHOP_ORIGIN: env.SHOP_ORIGIN,
      ACCOUNT_ORIGIN: env.ACCOUNT_ORIGIN,
      PAY_ORIGIN: env.PAY_ORIGIN,
      CONSOLE_ORIGIN: env.CONSOLE_ORIGIN,
    },
  })
}

function halfRestored({ data }: Installation): string[] {
  if (!phaseOf(data)) return []
  return ['A restore was interrupted here; run the same dozo restore again to finish it.']
}

/** No setting that names a folder asks for one. */
const noServers = {} as Servers

function foldersInTheWay(installation: Installation): string[] {
  const sentences = rowsOf(installation).flatMap((row) => {
    const folders = { name: row.name, settings: [...row.reads, ...row.writes] }
    const env = environmentOf(folders, installation, noServers)
    return lostFolders(row, env, installation.runDir)
  })
  return [...new Set(sentences)]
}

function wrongStopPoint({ env }: Installation): string[] {
  try {
    readStopAt(env.DOZO_STOP_AT, false)
    return []
  } catch (error) {
    return [(error as Error).message]
  }
}

async function silentServers({ adminUrls }: Installation): Promise<string[]> {
  const sentences: string[] = []
  for (const [kind, url] of Object.entries(adminUrls)) {
    const name = `${kind.toUpperCase()}_DATABASE_ADMIN_URL`
    const wrong = url && (await wrongWith(url))
    if (wrong) sentences.push(`${name}: ${wrong}`)
  }
  return sentences
}

async function wrongWith(url: string): Promise<string | undefined> {
  const silent = 'no PostgreSQL lets us in there.'
  if (!URL.canParse(url)) return silent
  try {
    return (await answers(serverAt(url))) ? undefined : silent
  } catch (error) {
    return error instanceof ConfigError ? error.message : silent
  }
}

/** Left-overs of our own are dealt with at the start; what answers there now is somebody else. */
async function takenPorts(installation: Installation): Promise<string[]> {
  const { data, port, production } = installation
  if (holderOf(lockFile(data))) return []
  const ours = [
    ...(isHere(installation, 'gateway') ? [port] : []),
    ...(!production && isHere(installation, 'payments') ? [port + 1] : []),
    ...(!production && isHere(installation, 'mailer') ? [port + 2, port + 3] : []),
  ]
  const sentences: string[] = []
  for (const each of ours) {
    if (!(await becomesFree(each))) {
      sentences.push(`Port ${each} is in use by another program; set PORT to another number.`)
    }
  }
  return sentences
}

/** A process of ours that lost its supervisor needs a moment to go. */
async function becomesFree(port: number): Promise<boolean> {
  for (let attempt = 0; attempt < portTries; attempt++) {
    if (await isFree(port)) return true
    await wait(portPauseMillis)
  }
  return false
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.on('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
