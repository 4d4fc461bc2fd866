import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { canEnter } from '#adapters/postgres/account.ts'
import { ConfigError } from '#lib/config-error.ts'
import { callersOf } from '#processes/callers.ts'
import { isOfHosts } from '#processes/host-settings.ts'
import { type ProcessRow, processes } from '#processes/table.ts'
import type { Installation } from './installation.ts'

/** Numbers that no distribution gives to people, services or systemd's own users. */
const firstUser = 60_600

/** The group of those who write the files of works together. */
const filesGroup = firstUser + processes.length

/** User and group of a process; each has its own. Root is the supervisor's. */
export function userOf(name: string): number {
  const index = processes.findIndex((row) => row.name === name)
  return index < 0 ? 0 : firstUser + index
}

/**
 * What stands before a process's own command: another user without any capability, and no network
 * but the one it needs. Everything else it reaches by Unix sockets.
 */
export function asOwnUser(row: ProcessRow, needsNetwork: boolean): string[] {
  const user = String(userOf(row.name))
  const groups = row.writes.includes('STORAGE_DIR') ? ['--groups', String(filesGroup)] : []
  return [
    ...(needsNetwork ? [] : ['unshare', '--net', '--']),
    ...['setpriv', '--reuid', user, '--regid', user],
    ...(groups.length > 0 ? groups : ['--clear-groups']),
    ...['--no-new-privs', '--bounding-set', '-all', '--inh-caps', '-all', '--'],
  ]
}

/** Whether a process opens connections that are no Unix sockets. */
export function needsNetwork(row: ProcessRow, env: Readonly<Record<string, string>>): boolean {
  const database = Object.entries(env).find(([name]) => name.endsWith('_DATABASE_URL'))?.[1]
  const isSocket = database === undefined || new URL(database).searchParams.has('host')
  const asks = row.connects.filter((whom) => whom !== 'keys' || env.KEYS_TRANSIT_URL !== undefined)
  const hasHosts = Object.keys(env).some(isOfHosts)
  return row.listens === 'port' || asks.length > 0 || !isSocket || hasHosts
}

/**
 * Gives every folder to the one user whose it is. A socket's folder belongs to its server, and
 * its group is the one caller that may go in.
 */
export function giveFolders({ root, data, runDir }: Installation): void {
  refuseShut(root, data)
  for (const { name } of [...processes, { name: 'supervisor' }]) {
    const folder = join(runDir, name)
    made(folder, { user: 0, group: 0, mode: 0o711 })
    for (const caller of callersOf(name)) {
      const owners = { user: userOf(name), group: userOf(caller) }
      made(join(folder, `for-${caller}`), { ...owners, mode: 0o2750 })
    }
  }
}

/** The folder that a setting names; what an earlier start as one user left in it goes along. */
export function giveFolder(folder: string, setting: string): void {
  const owner = ownerOf[setting]
  if (!owner) return
  const user = userOf(owner.user)
  const group = owner.group ?? user
  const isNew = !existsSync(folder) || statSync(folder).uid !== user
  made(folder, { user, group, mode: owner.mode })
  if (isNew) spawnSync('chown', ['-R', `${user}:${group}`, folder], { timeout: 60_000 })
}

/** The papers of a process, in a folder of their own; who made them may be somebody else. */
export function givePapers(file: string, name: string): void {
  const owner = { user: userOf(name), group: userOf(name) }
  made(dirname(file), { ...owner, mode: 0o700 })
  if (existsSync(file)) chownSync(file, owner.user, owner.group)
  chmodSync(dirname(dirname(file)), 0o711)
}

/** Whose a folder is, and who else may read or, for files of works, write in it. */
const ownerOf: Record<string, { user: string; group?: number; mode: number }> = {
  VAULT_RING_DIR: { user: 'vault', mode: 0o700 },
  LOG_DIR: { user: 'vault', group: userOf('gateway'), mode: 0o2750 },
  STORAGE_DIR: { user: 'storefront', group: filesGroup, mode: 0o2770 },
  MONITOR_DIR: { user: 'monitor', mode: 0o700 },
}

type Owners = { user: number; group: number; mode: number }

function made(folder: string, { user, group, mode }: Owners): void {
  mkdirSync(folder, { recursive: true })
  chownSync(folder, user, group)
  chmodSync(folder, mode)
}

/** Programs that a user cannot read do not start; better one sentence than nine. */
function refuseShut(root: string, data: string): void {
  const nobody = { name: 'another user', uid: firstUser, gid: firstUser }
  const shut = [join(root, 'build'), process.execPath, data].find((path) => {
    const folder = statSync(path).isDirectory() ? path : join(path, '..')
    return !canEnter(nobody, folder)
  })
  if (shut) {
    throw new ConfigError([
      `${shut} lies below a folder that other users may not enter, and each process would be one.`,
      'Move it, or set DOZO_USERS=0 to run all as one user.',
    ])
  }
}
