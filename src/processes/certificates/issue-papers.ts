import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { readPapers, scheme } from '#lib/call/identity.ts'
import { type Issued, issue, newAuthority } from '#lib/certificates/issue.ts'
import type { Clock } from '#lib/clock.ts'
import { calls } from '#processes/calls.ts'
import { papersOf, readAuthority, writeAuthority, writeSecret } from './folder.ts'

export interface Place {
  callsDir: string
  /** Where the authority's key lies; may be a disk that is taken away again. */
  authorityDir: string
  clock: Clock
}

/** Nothing was written; the sentence says what to do. */
export class NotIssued extends Error {
  override readonly name = 'NotIssued'
}

const dayMillis = 86_400_000
const authorityDays = 3_650
/** Clocks of two hosts are never quite the same. */
const earlyMillis = 3_600_000

/** Everybody who asks or is asked across hosts: all in the list of calls but the supervisor. */
export function namesOfCalls(): string[] {
  const callers = Object.values(calls).flatMap((list) => Object.keys(list))
  const names = new Set([...Object.keys(calls), ...callers])
  names.delete('supervisor')
  return [...names].sort()
}

/** Makes the authority when there is none yet, then a new key and certificate for each name. */
export function issuePapers(
  place: Place,
  wish: { names: readonly string[]; days: number; isAnew: boolean },
): void {
  const { callsDir, clock } = place
  const authority = authorityFor(place, wish.isAnew)
  for (const name of wish.isAnew ? namesOfCalls() : wish.names) {
    const { key, cert } = issue(authority, `${scheme}${name}`, {
      ...datesFrom(clock(), wish.days),
      name,
    })
    writeSecret(papersOf(callsDir, name), `${key}${cert}${authority.cert}`)
  }
}

function authorityFor({ callsDir, authorityDir, clock }: Place, isAnew: boolean): Issued {
  const kept = readAuthority(authorityDir)
  if (kept && !isAnew) return kept
  const known = namesOfCalls().find((name) => existsSync(papersOf(callsDir, name)))
  if (!isAnew && known) {
    throw new NotIssued(
      `The authority's key is not in ${authorityDir}; bring it back, or make a new authority ` +
        'with --new-authority and carry the new papers to every host.',
    )
  }
  const made = newAuthority({ ...datesFrom(clock(), authorityDays), name: 'Dozo calls' })
  writeAuthority(authorityDir, made)
  return made
}

function datesFrom(now: Date, days: number) {
  const from = new Date(now.getTime() - earlyMillis)
  return { from, until: new Date(now.getTime() + days * dayMillis), serial: randomBytes(16) }
}

export interface Standing {
  name: string
  /** Null where there are no papers, or none that can be read. */
  until: string | null
  days: number | null
}

/** How long each process's certificate is good. */
export function standingOf({ callsDir, clock }: Place): Standing[] {
  return namesOfCalls().map((name) => {
    const until = untilOf(papersOf(callsDir, name), name)
    const days = until && Math.floor((until.getTime() - clock().getTime()) / dayMillis)
    return { name, until: until?.toISOString() ?? null, days: days ?? null }
  })
}

function untilOf(path: string, name: string): Date | undefined {
  try {
    const papers = readPapers(readFileSync(path, 'utf8'))
    return papers.name === name ? papers.until : undefined
  } catch {
    return undefined
  }
}
