import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Clock } from '#lib/clock.ts'
import type { NewId } from '#lib/ids.ts'
import type { RandomBytes } from '#lib/random.ts'
import { lossMark } from '#trust/keys/calls.ts'
import { type DestroyedKey, fingerprintOf, newKey, Ring, type RingPlace, uses } from './ring.ts'
import { readRing, writeRing } from './ring-file.ts'
import { entry, type KnownKey, newsOf } from './ring-rows.ts'
import type { Change } from './sequencer.ts'

export interface RingWanted extends RingPlace {
  clock: Clock
  random: RandomBytes
  newId: NewId
}

/**
 * The ring under which this database was written, and what database and log do not know of it
 * yet. A new one for a database never used, or when a person said that the old one is lost.
 *
 * Throws with a sentence for an empty place where a ring must have been (a new ring there would
 * open nothing and hide the loss), and for a ring that lacks a key of this database.
 */
export async function fittingRing(
  want: RingWanted,
  known: readonly KnownKey[],
): Promise<{ ring: Ring; news: Change }> {
  const mark = join(dirname(want.file), lossMark)
  const found = await readRing(want)
  const isLost = !found && known.length > 0 && existsSync(mark)
  if (!found && known.length > 0 && !isLost) {
    throw new Error(`The key ring ${want.file} is gone; put it back from its own backup.`)
  }
  const ring = found ?? (await madeRing(want, known))
  if (found) {
    await rm(mark, { force: true })
    await withoutDestroyed(ring, known, want)
    // The disk for the copy may be a new one. Away, it keeps the ring from turning, not the shop.
    if (want.copy !== undefined) await writeRing(want, ring).catch(() => {})
  }
  assertFits(ring, known)
  const news = newsOf(ring, known)
  if (!isLost) return { ring, news }
  const anew = entry('ring-begun-anew', '')
  return { ring, news: { ...news, entries: [...news.entries!, anew] } }
}

/** Numbers go on after those that are lost, so that no two keys ever have one name. */
async function madeRing(want: RingWanted, known: readonly KnownKey[]): Promise<Ring> {
  const keys = []
  for (const use of uses) {
    const before = known.filter((row) => row.use === use).map(({ version }) => version)
    keys.push(await newKey({ use, version: Math.max(0, ...before) + 1 }, want))
  }
  const now = want.clock()
  const lost = known.map((row) => asDestroyed(row, row.destroyed ?? now))
  const ring = new Ring(want.newId(), keys, lost)
  await writeRing(want, ring)
  // Left there it would hide the next loss.
  await rm(join(dirname(want.file), lossMark), { force: true })
  return ring
}

function asDestroyed({ use, version, madeAt, fingerprint }: KnownKey, at: Date): DestroyedKey {
  return { use, version, madeAt: madeAt.getTime(), destroyedAt: at.getTime(), fingerprint }
}

/** An old copy put back may hold keys that were destroyed since: they go again. */
async function withoutDestroyed(ring: Ring, known: readonly KnownKey[], want: RingWanted) {
  const gone = known.filter(
    ({ use, version, destroyed }) => destroyed !== null && ring.key(use, version),
  )
  if (gone.length === 0) return
  const isGone = new Set(gone.map(({ use, version }) => `${use} ${version}`))
  ring.become(
    ring.keys.filter(({ use, version }) => !isGone.has(`${use} ${version}`)),
    [...ring.destroyed, ...gone.map((row) => asDestroyed(row, row.destroyed!))],
  )
  await writeRing(want, ring)
}

function assertFits(ring: Ring, known: readonly KnownKey[]): void {
  for (const { use, version, fingerprint, destroyed } of known) {
    const key = ring.key(use, version)
    const wasDestroyed = ring.destroyed.some(
      (each) =>
        each.use === use && each.version === version && each.fingerprint.equals(fingerprint),
    )
    const isRight = key ? fingerprintOf({ key }).equals(fingerprint) : wasDestroyed
    if (!isRight && !destroyed) {
      throw new Error(`The key ring lacks the key "${use}" ${version} of this database.`)
    }
  }
}
