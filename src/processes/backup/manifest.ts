import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const part = z.strictObject({ size: z.number().int().min(0), sha256 })

/**
 * What a backup is, readable without any key: no name, no address, no count of people. Written
 * last, so a folder without it is no backup.
 */
const shape = z.strictObject({
  format: z.literal(1),
  id: z.uuid(),
  /** The release that made it. */
  version: z.string(),
  /** Moments of the two snapshots; the market's is never the later one. */
  marketAt: z.iso.datetime(),
  vaultAt: z.iso.datetime(),
  keepUntil: z.iso.datetime(),
  /** The age recipient to which all parts are closed. */
  recipient: z.string(),
  /** Versions of the ring's record key that are needed to open what is inside. */
  ringVersions: z.array(z.number().int().min(1)),
  /** Key of the log's checkpoints, and how far the vault's snapshot goes. */
  log: z.strictObject({ verifierKey: z.string(), size: z.number().int().min(0), root: sha256 }),
  parts: z.strictObject({ market: part, vault: part, files: part }),
})

export type Manifest = z.infer<typeof shape>
export type PartName = keyof Manifest['parts']

/** The file of each part, in the backup's own folder. */
export const partFiles = {
  market: 'market.tar.gz.age',
  vault: 'vault.tar.gz.age',
  files: 'files.txt',
} as const satisfies Record<PartName, string>

const manifestFile = 'manifest.json'

/** A backup as it was found. */
export interface FoundBackup {
  folder: string
  manifest: Manifest
  /** SHA-256 of the manifest: with it in the log, no other backup can be put in its place. */
  hash: Buffer
}

/** The manifest as it is written; always the same text for the same backup. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(shape.parse(manifest), null, 1)}\n`
}

export function manifestPath(folder: string): string {
  return join(folder, manifestFile)
}

/** Every whole backup below the folder, oldest first. Throws with a sentence on a broken one. */
export function backupsIn(place: string): FoundBackup[] {
  return foldersIn(place)
    .filter((folder) => existsSync(manifestPath(folder)))
    .map(readBackup)
    .sort((one, other) => (one.manifest.vaultAt < other.manifest.vaultAt ? -1 : 1))
}

/** Folders that a backup began and did not finish. */
export function unfinishedIn(place: string): string[] {
  return foldersIn(place).filter((folder) => !existsSync(manifestPath(folder)))
}

export function readBackup(folder: string): FoundBackup {
  const bytes = readFileSync(manifestPath(folder))
  const read = shape.safeParse(jsonOf(bytes))
  if (!read.success) throw new Error(`${manifestPath(folder)} is no manifest of a backup.`)
  const hash = createHash('sha256').update(bytes).digest()
  return { folder, manifest: read.data, hash }
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    return undefined
  }
}

const folderName = /^\d{8}T\d{6}Z-[0-9a-f]{8}$/

/** Sorted by time, told apart by the end of its id. */
export function folderNameOf(id: string, at: Date): string {
  return `${at.toISOString().replace(/[-:]|\.\d+/g, '')}-${id.slice(-8)}`
}

function foldersIn(place: string): string[] {
  if (!existsSync(place)) return []
  return readdirSync(place)
    .filter((name) => folderName.test(name))
    .sort()
    .map((name) => join(place, name))
}
