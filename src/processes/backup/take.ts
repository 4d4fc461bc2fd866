import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Server } from '#adapters/postgres/admin.ts'
import type { Kind } from '#adapters/postgres/roles.ts'
import type { Clock } from '#lib/clock.ts'
import type { NewId } from '#lib/ids.ts'
import { stopPoint } from '#lib/stop-point.ts'
import { copyDatabase } from './copy-database.ts'
import { copyFiles, type ListedFile, listText, readList } from './files.ts'
import {
  backupsIn,
  type FoundBackup,
  folderNameOf,
  type Manifest,
  manifestPath,
  manifestText,
  partFiles,
  readBackup,
  unfinishedIn,
} from './manifest.ts'
import { announceBackup, confirmAnnounced } from './register.ts'

export interface BackupWish {
  /** Folder of all backups of this market. */
  place: string
  servers: Record<Kind, Server>
  databaseOf: (kind: Kind) => string
  storage: string
  logFolder: string
  recipient: string
  keepDays: number
  version: string
  clock: Clock
  newId: NewId
  say: (line: string) => void
}

const dayMillis = 86_400_000

/**
 * Makes one backup: the market's database, then the vault's, then the files.
 *
 * In this order, because an order is bound to its person before anybody can pay for it: a vault
 * that is the newer one knows every person the market's orders belong to. The other way round a
 * paid order could be nobody's.
 */
export async function takeBackup(wish: BackupWish): Promise<FoundBackup> {
  const { place, say } = wish
  const verifierKey = verifierKeyIn(wish.logFolder)
  await mkdir(place, { recursive: true, mode: 0o700 })
  for (const folder of unfinishedIn(place)) {
    say(`removing ${folder}, which a backup left unfinished`)
    await rm(folder, { recursive: true })
  }
  const id = wish.newId()
  const folder = join(place, folderNameOf(id, wish.clock()))
  await mkdir(folder, { mode: 0o700 })
  const copy = (kind: Kind) =>
    copyDatabase({
      backup: id,
      kind,
      server: wish.servers[kind],
      database: wish.databaseOf(kind),
      path: join(folder, partFiles[kind]),
      recipient: wish.recipient,
      say,
    })
  const market = await copy('market')
  stopPoint('backup:before-vault-copy')
  const vault = await copy('vault')
  stopPoint('backup:after-vault-copy')
  const files = await copyFiles({ ...wish, known: await knownFiles(place) })
  const manifest: Manifest = {
    format: 1,
    id,
    version: wish.version,
    marketAt: market.at.toISOString(),
    vaultAt: vault.at.toISOString(),
    keepUntil: new Date(vault.at.getTime() + wish.keepDays * dayMillis).toISOString(),
    recipient: wish.recipient,
    ringVersions: vault.ringVersions,
    log: { verifierKey, ...vault.log! },
    parts: {
      market: market.written,
      vault: vault.written,
      files: await writeWhole(join(folder, partFiles.files), listText(files)),
    },
  }
  return finish(wish, folder, manifest)
}

/** From here on it counts. */
async function finish(
  { place, servers, databaseOf }: BackupWish,
  folder: string,
  manifest: Manifest,
): Promise<FoundBackup> {
  const register = { server: servers.vault, database: databaseOf('vault') }
  const text = manifestText(manifest)
  const hash = createHash('sha256').update(text).digest()
  stopPoint('backup:before-announce-commit')
  await announceBackup(register, { folder, manifest, hash })
  stopPoint('backup:after-announce-commit')
  stopPoint('backup:before-manifest-file')
  await writeWhole(manifestPath(folder), text)
  stopPoint('backup:after-manifest-file')
  const found = readBackup(folder)
  stopPoint('backup:before-confirm-commit')
  await confirmAnnounced(register, backupsIn(place))
  stopPoint('backup:after-confirm-commit')
  return found
}

/** Files that earlier backups closed need no second look. */
async function knownFiles(place: string): Promise<Map<string, ListedFile>> {
  const known = new Map<string, ListedFile>()
  for (const { folder } of backupsIn(place)) {
    for (const file of await readList(join(folder, partFiles.files))) known.set(file.pooled, file)
  }
  return known
}

function verifierKeyIn(logFolder: string): string {
  const path = join(logFolder, 'vkey')
  if (!existsSync(path)) {
    throw new Error('There is no log yet: start Dozo once, then back it up.')
  }
  return readFileSync(path, 'utf8').trim()
}

/** On the disk under its name, whole, or not there. */
async function writeWhole(path: string, text: string) {
  const file = await open(`${path}.unfinished`, 'w', 0o600)
  await file.writeFile(text)
  await file.sync()
  await file.close()
  await rename(`${path}.unfinished`, path)
  const bytes = Buffer.from(text)
  return { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
}
