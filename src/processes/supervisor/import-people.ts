import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { connect } from '#lib/call/connect.ts'
import { vaultForSupervisor } from '#trust/vault/calls/for-supervisor.ts'
import type { VaultForSupervisor } from '#trust/vault/client.ts'
import type { Installation } from './installation.ts'

interface Progress {
  lines: number
  enrolled: number
  known: number
  /** Numbers of lines without a mail address; the first of them. */
  refused: number[]
  refusedCount: number
}

/** Small enough that others who ask the vault meanwhile wait a few milliseconds. */
const peopleInCall = 250
const callsAtOnce = 3
const mostShown = 20
const usage = 64

/**
 * `dozo import people FILE`: one mail address on a line becomes a member each. Says how far it
 * is every second, and never repeats an address. A file that broke off is given again.
 */
export async function importCommand(
  { runDir }: Installation,
  [what, file]: string[],
  say: (line: string) => void,
): Promise<number> {
  if (what !== 'people' || !file || !existsSync(file)) {
    say('dozo import people FILE: one mail address on a line, into a running installation.')
    return usage
  }
  const vault = connect(vaultForSupervisor, { path: join(runDir, 'vault/for-supervisor/socket') })
  const progress = { lines: 0, enrolled: 0, known: 0, refused: [], refusedCount: 0 }
  const began = performance.now()
  const timer = setInterval(() => say(sentence(progress, began)), 1_000)
  try {
    const lines = createInterface({ input: createReadStream(file), crlfDelay: 1_000 })
    await importLines(vault, lines, progress)
    say(`done: ${sentence(progress, began)}`)
    return progress.refusedCount > 0 ? 1 : 0
  } catch (error) {
    say(`It broke off: ${sentence(progress, began)}. Give the same file again.`)
    throw error
  } finally {
    clearInterval(timer)
    vault.close()
    const { refused, refusedCount } = progress
    if (refusedCount > 0) say(`no mail address on line ${refused.join(', ')}`)
    if (refusedCount > refused.length) say(`and on ${refusedCount - refused.length} more`)
  }
}

/** Gives the lines to the vault, a few calls at a time. Empty lines are nobody. */
export async function importLines(
  vault: Pick<VaultForSupervisor, 'importPeople'>,
  lines: AsyncIterable<string>,
  progress: Progress,
): Promise<void> {
  const running = new Set<Promise<void>>()
  let numbers: number[] = []
  let addresses: string[] = []
  const send = async (places: number[], asked: string[]) => {
    const { enrolled, known, refused } = await vault.importPeople({ addresses: asked })
    progress.enrolled += enrolled
    progress.known += known
    progress.refusedCount += refused.length
    for (const place of refused) {
      if (progress.refused.length < mostShown) progress.refused.push(places[place]!)
    }
  }
  const flush = async () => {
    while (running.size >= callsAtOnce) await Promise.race(running)
    const call = send(numbers, addresses)
    const done = call.finally(() => running.delete(done))
    running.add(done)
    // Whoever waits for all of them hears of it.
    done.catch(() => {})
    numbers = []
    addresses = []
  }
  for await (const line of lines) {
    progress.lines += 1
    if (line.trim() === '') continue
    numbers.push(progress.lines)
    addresses.push(line.trim().slice(0, longestLine))
    if (addresses.length === peopleInCall) await flush()
  }
  if (addresses.length > 0) await flush()
  await Promise.all(running)
}

/** Longer than any mail address; the vault refuses what is left of it. */
const longestLine = 400

function sentence({ lines, enrolled, known }: Progress, began: number): string {
  const perSecond = Math.round((enrolled + known) / ((performance.now() - began) / 1000))
  return `${lines} lines read, ${enrolled} enrolled, ${known} known before, ${perSecond} a second`
}
