import { cp, mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type pg from 'pg'
import { ledgerPath } from '#trust/forgetting/ledger-file.ts'
import { leafHash } from '#trust/log/merkle.ts'
import { parseCheckpoint, verifiedText } from '#trust/log/note.ts'
import { entriesOf, tilePath, tileWidth } from '#trust/log/tiles.ts'
import type { GrowingTree } from '#trust/log/tree.ts'
import { logTreeIn } from './log-figures.ts'
import type { FoundBackup } from './manifest.ts'

/** A copy of the published log, and what of it is newer than the backup. */
export interface NewestLog {
  folder: string
  /** Entries that were published after the backup, in their order. */
  entries: { index: number; leaf: string }[]
}

/**
 * Brings a restored log forward to what was published, so that it never rolls back: entries are
 * in the tiles, and they go back into the database under their numbers. Whose they were about is
 * not in a published entry, so the vault's own list of openings has a gap there; a person still
 * finds them with the key they have.
 *
 * Throws with a sentence when the published log and the restored one tell two stories, or when
 * the copy ends before the backup.
 */
export async function mendLog(
  client: pg.Client,
  folder: string,
  { manifest }: FoundBackup,
): Promise<NewestLog> {
  const tree = await logTreeIn(client)
  const { size, root } = await checkpointIn(folder, manifest.log.verifierKey)
  if (size < tree.size) {
    throw new Error(
      `The log in ${folder} ends at entry ${size}, the backup at ${tree.size}: find a newer copy of it. If there is none, say --log=none.`,
    )
  }
  const entries = await entriesFrom(folder, tree, size)
  if (!tree.root().equals(root)) {
    throw new Error(`The log in ${folder} is not the one that this backup belongs to.`)
  }
  for (const { index, leaf } of entries) await insertEntry(client, index, leaf)
  return { folder, entries }
}

async function checkpointIn(folder: string, verifierKey: string) {
  const path = join(folder, 'checkpoint')
  const note = await readFile(path, 'utf8').catch((cause) => {
    throw new Error(`${path} cannot be read: there is no published log.`, { cause })
  })
  const text = verifiedText(note, verifierKey)
  const checkpoint = text ? parseCheckpoint(text) : undefined
  if (!checkpoint) throw new Error(`${path} is not signed with this market's key.`)
  return checkpoint
}

/** Also makes the tree grow by them. */
async function entriesFrom(folder: string, tree: GrowingTree, size: number) {
  const entries: NewestLog['entries'] = []
  while (tree.size < size) {
    const bundle = Math.floor(tree.size / tileWidth)
    const width = Math.min(tileWidth, size - bundle * tileWidth)
    const all = await bundleIn(folder, bundle, width)
    for (const entry of all.slice(tree.size - bundle * tileWidth, width)) {
      entries.push({ index: tree.size, leaf: entry.toString() })
      tree.append(leafHash(entry))
    }
  }
  return entries
}

/** A partial bundle may have been replaced by the whole one meanwhile. */
async function bundleIn(folder: string, bundle: number, width: number): Promise<Buffer[]> {
  for (const each of [width, tileWidth]) {
    const bytes = await readFile(join(folder, tilePath('entries', bundle, each))).catch(() => null)
    const entries = bytes ? entriesOf(bytes) : []
    if (entries.length >= width) return entries
  }
  throw new Error(`${join(folder, tilePath('entries', bundle, width))} is missing or cut.`)
}

async function insertEntry(client: pg.Client, index: number, leaf: string): Promise<void> {
  const { at, by, do: purpose, kind } = JSON.parse(leaf)
  await client.query(
    `insert into log_entries (index, at, principal, purpose, kind, leaf)
     values ($1, $2, $3, $4, $5, $6)`,
    [index, new Date(at), by, purpose, kind, leaf],
  )
}

/** True when the published log tells of exactly this backup. */
export function isTold({ entries }: NewestLog, { hash }: FoundBackup): boolean {
  return entries.some(({ leaf }) => {
    const { do: purpose, ref } = JSON.parse(leaf)
    return purpose === 'backup-made' && ref === hash.toString('base64url')
  })
}

/** The ledger goes where the vault reads it; the tiles are made again from the database. */
export async function bringLedger({ folder }: NewestLog, logFolder: string): Promise<void> {
  const [from, to] = [ledgerPath(folder), ledgerPath(logFolder)]
  if (from === to) return
  await mkdir(dirname(to), { recursive: true })
  await cp(from, to, { force: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
}
