import { type ChildProcess, spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fchownSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type Account, unprivilegedAccount } from './account.ts'
import { answers, type Server } from './admin.ts'
import { usablePostgres } from './binaries.ts'
import { choosePlace, type Place, spareFolder } from './place.ts'
import { endLeftOver } from './postmaster.ts'
import { clientAuthentication, clusterSettings } from './settings.ts'

/** Long enough to replay a full write-ahead log after a crash. */
const readyMillis = 180_000
const stopMillis = 30_000

export type ClusterWish = {
  /** The checkout, where node_modules is. */
  root: string
  /** The cluster goes to `<dataFolder>/postgres` where that can be reached. */
  dataFolder: string
  port: number
  /** Of the superuser; set when the cluster is made, and never shown. */
  password: string
  logFile: string
  durable: boolean
  say: (line: string) => void
}

/** A running cluster that we started. */
export type Cluster = {
  server: Server
  pid: number
  /** Called at most once, when PostgreSQL ends without being asked to. */
  onDeath: (tell: (line: string) => void) => void
  /** Ends every session, writes everything to disk, and waits until it is gone. */
  stop: () => Promise<void>
}

/** Makes the cluster when there is none, ends a left-over one, starts it, waits for an answer. */
export async function startCluster(wish: ClusterWish): Promise<Cluster> {
  const account = unprivilegedAccount()
  const place = choosePlace(wish.dataFolder, account)
  const native = usablePostgres(wish.root, spareFolder(wish.dataFolder), account)

  folderFor(account, place.sockets, 0o755)
  if (!existsSync(join(place.data, 'PG_VERSION'))) {
    wish.say('making a new PostgreSQL cluster')
    await makeCluster(native, place, account, wish)
  }
  refuseOtherVersion(native, place.data)

  if (await endLeftOver(place)) {
    wish.say('ended a PostgreSQL left over from a start that was killed')
  }
  configure(place, account, wish)
  const child = launch(native, place, account, wish.logFile)
  const server = { host: place.sockets, port: wish.port, user: 'postgres', password: wish.password }
  await untilReady(child, server, wish)
  return running(child, server)
}

async function makeCluster(
  native: string,
  place: Place,
  account: Account | undefined,
  { password, durable }: ClusterWish,
): Promise<void> {
  const unfinished = `${place.data}.unfinished`
  const passwordFile = join(place.sockets, `.first-${process.pid}`)
  rmSync(unfinished, { recursive: true, force: true })
  folderFor(account, unfinished, 0o700)
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (account) chownSync(passwordFile, account.uid, account.gid)
  try {
    const options = ['--encoding=UTF8', '--lc-collate=C.UTF-8', '--lc-ctype=C.UTF-8']
    options.push('--auth=scram-sha-256', '--data-checksums', '--username=postgres')
    options.push(`--pwfile=${passwordFile}`, `--pgdata=${unfinished}`)
    if (!durable) options.push('--no-sync')
    await runToEnd(join(native, 'bin/initdb'), options, account)
  } finally {
    rmSync(passwordFile, { force: true })
  }
  // Renamed only when whole: a start killed in the middle leaves nothing that looks finished.
  renameSync(unfinished, place.data)
}

function runToEnd(program: string, options: string[], account: Account | undefined): Promise<void> {
  const child = spawn(program, options, {
    ...identity(account),
    cwd: '/',
    env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 120_000,
  })
  let output = ''
  const keep = (bytes: Buffer) => {
    output = (output + bytes).slice(-4_000)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  return new Promise((resolve, reject) => {
    child.on('error', (cause) => reject(new Error(`${program} cannot be run.`, { cause })))
    child.on('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`${program} failed (${code}):\n${output}`))
    })
  })
}

function refuseOtherVersion(native: string, data: string): void {
  const made = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
  const { version } = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8'))
  const ours = String(version).split('.', 1)[0]
  if (made !== ours) {
    throw new Error(
      `The cluster in ${data} is of PostgreSQL ${made}, this is ${ours}: dump it there, load it here.`,
    )
  }
}

function configure(place: Place, account: Account | undefined, wish: ClusterWish): void {
  const { port, durable } = wish
  const files = {
    'postgresql.conf': clusterSettings({ sockets: place.sockets, port, durable }),
    'pg_hba.conf': clientAuthentication,
  }
  for (const [name, text] of Object.entries(files)) {
    const file = join(place.data, name)
    writeFileSync(file, text, { mode: 0o600 })
    if (account) chownSync(file, account.uid, account.gid)
  }
}

/** A process group of its own: Ctrl-C must reach PostgreSQL only after its clients have left. */
function launch(
  native: string,
  place: Place,
  account: Account | undefined,
  logFile: string,
): ChildProcess {
  mkdirSync(dirname(logFile), { recursive: true })
  const log = openSync(logFile, 'a', 0o600)
  if (account) fchownSync(log, account.uid, account.gid)
  const child = spawn(join(native, 'bin/postgres'), ['-D', place.data], {
    ...identity(account),
    cwd: '/',
    env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
    stdio: ['ignore', log, log],
    detached: true,
  })
  closeSync(log)
  return child
}

async function untilReady(child: ChildProcess, server: Server, wish: ClusterWish): Promise<void> {
  let ended: string | undefined
  child.on('error', (error) => {
    ended = error.message
  })
  child.on('exit', (code, signal) => {
    ended = `it ended with ${signal ?? code}`
  })
  const until = Date.now() + readyMillis
  while (Date.now() < until) {
    if (await answers(server)) return
    if (ended) {
      throw new Error(
        `PostgreSQL did not start, ${ended}. Its last words:\n${lastLines(wish.logFile)}`,
      )
    }
    await wait(25)
  }
  child.kill('SIGINT')
  throw new Error(`PostgreSQL did not answer within ${readyMillis / 1000} s; see ${wish.logFile}.`)
}

function running(child: ChildProcess, server: Server): Cluster {
  let isAsked = false
  const gone = new Promise<void>((resolve) => {
    child.on('exit', () => resolve())
  })
  return {
    server,
    pid: child.pid ?? 0,
    onDeath: (tell) => {
      child.on('exit', (code, signal) => {
        if (!isAsked) tell(`PostgreSQL ended by itself (${signal ?? code})`)
      })
    },
    stop: async () => {
      isAsked = true
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGINT')
      const slow = setTimeout(() => child.kill('SIGQUIT'), stopMillis)
      await gone
      clearTimeout(slow)
    },
  }
}

function folderFor(account: Account | undefined, folder: string, mode: number): void {
  mkdirSync(folder, { recursive: true, mode })
  chmodSync(folder, mode)
  if (account) chownSync(folder, account.uid, account.gid)
}

function identity(account: Account | undefined): { uid?: number; gid?: number } {
  return account ? { uid: account.uid, gid: account.gid } : {}
}

function lastLines(file: string): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-8).join('\n')
}
