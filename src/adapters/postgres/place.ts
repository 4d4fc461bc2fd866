import { createHash } from 'node:crypto'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { type Account, canEnter } from './account.ts'

/** Where one cluster lives. */
export type Place = { data: string; sockets: string }

/** Longest path of a folder that still leaves room for PostgreSQL's own socket name. */
const longestSocketFolder = 80

/**
 * Chooses folders that PostgreSQL's account can reach.
 *
 * Below a folder that only its owner may enter, PostgreSQL as another account sees nothing; then
 * the cluster goes to a folder under /var/tmp and `<data>/postgres-is-at.txt` says where. That
 * file is obeyed for ever after, so data never gets lost because somebody changed a mode.
 */
export function choosePlace(dataFolder: string, account: Account | undefined): Place {
  mkdirSync(dataFolder, { recursive: true })
  const spare = spareFolder(dataFolder)
  const pointer = join(dataFolder, 'postgres-is-at.txt')
  const own = join(dataFolder, 'postgres')
  const reachable = canEnter(account, dataFolder)

  let data = own
  if (existsSync(pointer)) data = readFileSync(pointer, 'utf8').split('\n', 1)[0] ?? own
  else if (!reachable) {
    if (existsSync(own)) throw new Error(unreachable(own, account))
    data = join(ownedFolder(spare), 'postgres')
    writeFileSync(
      pointer,
      `${data}\nThe database is there because this folder cannot be entered by ${account?.name}.\n`,
    )
  }
  if (!canEnter(account, dirname(data))) throw new Error(unreachable(data, account))

  const near = join(dataFolder, 'socket')
  const sockets =
    reachable && near.length <= longestSocketFolder ? near : join(ownedFolder(spare), 'socket')
  return { data, sockets }
}

/** A folder of our own under /var/tmp, the same one for the same data folder every time. */
export function spareFolder(dataFolder: string): string {
  const name = createHash('sha256').update(realpathSync(dataFolder)).digest('hex').slice(0, 12)
  return `/var/tmp/dozo-${process.geteuid?.() ?? 0}-${name}`
}

/** Makes the folder, and refuses one that somebody else put there first. */
export function ownedFolder(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  const found = lstatSync(folder)
  if (!found.isDirectory() || found.uid !== process.geteuid?.() || (found.mode & 0o022) !== 0) {
    throw new Error(
      `${folder} belongs to somebody else or may be written by others; remove it and start again.`,
    )
  }
  return folder
}

function unreachable(folder: string, account: Account | undefined): string {
  const name = account?.name
  return `The database in ${folder} cannot be reached by "${name}"; let it enter the folders above.`
}
