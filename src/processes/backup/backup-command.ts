import { existsSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isRecipient, newAgeKey } from '#adapters/age/age-files.ts'
import { databaseName } from '#adapters/postgres/roles.ts'
import { systemClock } from '#lib/clock.ts'
import { ConfigError } from '#lib/config-error.ts'
import { systemIds } from '#lib/ids.ts'
import type { Asked } from '#processes/supervisor/asked.ts'
import type { Installation } from '#processes/supervisor/installation.ts'
import { releaseVersion } from '#processes/supervisor/serve-console.ts'
import type { Servers } from '#processes/supervisor/settings.ts'
import { withDatabases } from '#processes/supervisor/with-databases.ts'
import { takeLock } from '../../../bin/lock.ts'
import { armStopAt, readStopAt } from '../stop-points.ts'
import { backupHelp } from './help.ts'
import { areTogether, copyRing } from './keys-apart.ts'
import { backupsIn, type FoundBackup, unfinishedIn } from './manifest.ts'
import { failed, foldersOf, say, tell, usage } from './outcome.ts'
import { pruneBackups } from './prune.ts'
import { untilTold } from './register.ts'
import { takeBackup } from './take.ts'

export async function backupCommand(asked: Asked): Promise<number> {
  const { options, words, installation } = asked
  const keyFile = options.get('new-key')
  if (keyFile) return makeKey(keyFile)
  const place = words[0] && resolve(words[0])
  if (!place) return misused(backupHelp)
  if (options.has('list')) return listCommand(asked, place)
  const { env, production, runDir } = installation
  armStopAt(readStopAt(env.DOZO_STOP_AT, production), runDir)
  const release = locked(place)
  try {
    return await withDatabases(
      installation,
      (servers) =>
        options.has('prune') ? pruneCommand(asked, place, servers) : take(asked, place, servers),
      say,
    )
  } finally {
    release()
  }
}

async function take(asked: Asked, place: string, servers: Servers): Promise<number> {
  const { installation, options, isJson } = asked
  const { recipient, keysRecipient, keepDays } = installation.backup
  const wrong = wrongPlaces(installation, place, options.get('keys'))
  if (wrong.length > 0) throw new ConfigError(wrong)
  const folders = foldersOf(installation)
  const found = await takeBackup({
    place,
    servers,
    databaseOf: databaseName,
    storage: folders.storage,
    logFolder: folders.logFolder,
    recipient: recipient!,
    keepDays,
    version: releaseVersion(installation.root),
    clock: systemClock,
    newId: systemIds,
    say,
  })
  const keysPlace = options.get('keys')
  if (keysPlace) {
    await copyRing({ ...folders, keysPlace: resolve(keysPlace), recipient: keysRecipient! })
    say('keys: copied')
  } else say('keys: not copied; they must have a copy apart from the backups (--keys)')
  const register = { server: servers.vault, database: databaseName('vault') }
  const pruned = await pruneBackups({ place, register, clock: systemClock, say })
  const isTold = await untilTold(register, found)
  if (!isTold) say('the log will tell of this backup when Dozo runs')
  tell(isJson, { ...summaryOf(found), told: isTold, pruned: pruned.length })
  return 0
}

/** Why a backup would not be worth its name, a sentence each. */
function wrongPlaces(
  { data, backup }: Installation,
  place: string,
  keysPlace: string | undefined,
): string[] {
  const { recipient, keysRecipient } = backup
  const sentences: string[] = []
  if (!recipient || !isRecipient(recipient)) {
    sentences.push('BACKUP_RECIPIENT must be an age recipient, age1…; --new-key makes one.')
  }
  if (areTogether(place, data)) {
    sentences.push(`${place} lies together with the data it must outlive; take another disk.`)
  }
  if (keysPlace === undefined) return sentences
  const keys = resolve(keysPlace)
  if (!keysRecipient || !isRecipient(keysRecipient) || keysRecipient === recipient) {
    sentences.push('BACKUP_KEYS_RECIPIENT must be an age recipient, and another than the backups’.')
  }
  if (areTogether(keys, place) || areTogether(keys, data)) {
    sentences.push(`${keys} lies together with what its keys open; take another place.`)
  }
  return sentences
}

async function pruneCommand({ isJson }: Asked, place: string, servers: Servers): Promise<number> {
  const register = { server: servers.vault, database: databaseName('vault') }
  const pruned = await pruneBackups({ place, register, clock: systemClock, say })
  tell(isJson, { pruned: pruned.map(summaryOf) })
  return 0
}

function listCommand({ isJson }: Asked, place: string): number {
  const backups = backupsIn(place).map(summaryOf)
  const unfinished = unfinishedIn(place)
  if (isJson) process.stdout.write(`${JSON.stringify({ backups, unfinished }, null, 1)}\n`)
  else {
    for (const { id, taken, keepUntil, ringVersions } of backups) {
      const keys = `ring ${ringVersions.join(', ') || '–'}`
      process.stdout.write(`${taken}  ${id}  kept until ${keepUntil}  ${keys}\n`)
    }
    for (const folder of unfinished) process.stdout.write(`${folder}: not finished, no backup\n`)
  }
  return 0
}

function summaryOf({ folder, manifest, hash }: FoundBackup) {
  const { id, vaultAt, keepUntil, ringVersions, parts } = manifest
  const bytes = parts.market.size + parts.vault.size
  return {
    id,
    folder,
    taken: vaultAt,
    keepUntil,
    ringVersions,
    bytes,
    manifest: hash.toString('hex'),
  }
}

async function makeKey(file: string): Promise<number> {
  if (existsSync(file)) {
    say(`${file} is there already; a key is never written over.`)
    return failed
  }
  const { identity, recipient } = await newAgeKey()
  writeFileSync(file, `# public key: ${recipient}\n${identity}\n`, { mode: 0o600, flush: true })
  process.stdout.write(`${recipient}\n`)
  return 0
}

/** Two backups into one folder at once would remove each other's unfinished parts. */
function locked(place: string): () => void {
  const taken = takeLock(join(place, '.lock'))
  if ('heldBy' in taken) throw new Error(`Another backup works in ${place} (pid ${taken.heldBy}).`)
  return taken.release
}

function misused(help: string): number {
  process.stderr.write(help)
  return usage
}
