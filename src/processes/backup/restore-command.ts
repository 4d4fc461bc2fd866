import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { identitiesIn } from '#adapters/age/age-files.ts'
import { prepareRoles } from '#adapters/postgres/databases.ts'
import { databaseName, type Kind, rolesOf } from '#adapters/postgres/roles.ts'
import { systemClock } from '#lib/clock.ts'
import type { Asked } from '#processes/supervisor/asked.ts'
import { rolePassword } from '#processes/supervisor/secrets.ts'
import type { Servers } from '#processes/supervisor/settings.ts'
import { withStopped } from '#processes/supervisor/with-databases.ts'
import { armStopAt, readStopAt } from '../stop-points.ts'
import { hasRing, openRingCopy, placeRing } from './keys-apart.ts'
import { backupsIn, type FoundBackup } from './manifest.ts'
import { nextSteps } from './next-steps.ts'
import { failed, foldersOf, say, tell, usage } from './outcome.ts'
import { restoreBackup } from './restore.ts'
import { giveNames, markPhase, phaseOf, presentOf, removeMark } from './restore-names.ts'

export async function restoreCommand(asked: Asked): Promise<number> {
  const { installation, options, words } = asked
  const [given, wanted] = words
  const identities = identitiesFrom(options.get('identity'))
  if (!given || identities.length === 0) {
    say('Which folder of backups, and which identity? dozo restore DIR --identity=FILE')
    return usage
  }
  const { env, production, runDir } = installation
  armStopAt(readStopAt(env.DOZO_STOP_AT, production), runDir)
  const place = resolve(given)
  const backup = backupsIn(place).findLast(({ manifest }) => !wanted || manifest.id === wanted)
  if (!backup) {
    say(wanted ? `${place} holds no backup ${wanted}.` : `${place} holds no whole backup.`)
    return failed
  }
  return withStopped(
    installation,
    (servers) => restore(asked, { place, backup, identities }, servers),
    say,
  )
}

async function restore(
  { installation, options, isJson }: Asked,
  from: { place: string; backup: FoundBackup; identities: string[] },
  servers: Servers,
): Promise<number> {
  const { data, root } = installation
  const folders = foldersOf(installation)
  const names = { servers, databaseOf: databaseName }
  const phase = phaseOf(data)
  if (phase === 'naming') {
    await giveNames(names)
    removeMark(data)
    tell(isJson, { restored: from.backup.manifest.id, wentOn: true })
    sayNext(from.backup)
    return 0
  }
  const present = await presentOf(names)
  if (present.length > 0) {
    say(`${present.join(' and ')} is there already; restore into an empty DOZO_DATA.`)
    return failed
  }
  const ring = await ringToBring(folders.ringFolder, options)
  for (const kind of Object.keys(rolesOf) as Kind[]) {
    await prepareRoles(servers[kind], kind, (role) => rolePassword(data, role))
  }
  const restored = await restoreBackup({
    ...from,
    ...names,
    ...folders,
    db: join(root, 'db'),
    newestLog: newestLogOf(options.get('log'), folders.logFolder),
    ledgerLost: options.get('ledger') === 'lost',
    unproven: options.has('unproven'),
    begun: async () => {
      await markPhase(data, 'loading')
      if (ring) await placeRing(folders.ringFolder, ring)
    },
    proven: () => markPhase(data, 'naming'),
    say,
  })
  removeMark(data)
  tell(isJson, { restored: from.backup.manifest.id, ...restored })
  sayNext(from.backup)
  return 0
}

function sayNext({ manifest }: FoundBackup): void {
  for (const line of nextSteps(new Date(manifest.vaultAt), systemClock())) say(line)
}

function newestLogOf(given: string | undefined, logFolder: string): string | null {
  if (given === 'none') return null
  return given ? resolve(given) : logFolder
}

/** Opened before anything is written, so that a wrong identity leaves nothing behind. */
async function ringToBring(
  ringFolder: string,
  options: ReadonlyMap<string, string>,
): Promise<Buffer | undefined> {
  if (hasRing(ringFolder)) return undefined
  const keysPlace = options.get('keys')
  const identities = identitiesFrom(options.get('keys-identity'))
  if (!keysPlace || identities.length === 0) {
    throw new Error(
      `The key ring is not in ${ringFolder}: put it there, or say --keys=DIR2 --keys-identity=FILE.`,
    )
  }
  return openRingCopy(resolve(keysPlace), identities)
}

function identitiesFrom(file: string | undefined): string[] {
  if (!file) return []
  const found = identitiesIn(readFileSync(file, 'utf8'))
  if (found.length === 0) throw new Error(`${file} holds no age identity.`)
  return found
}
