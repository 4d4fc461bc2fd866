import { join } from 'node:path'
import { connect } from '#lib/call/connect.ts'
import { isRefusal } from '#lib/refusal.ts'
import type { Infer } from '#lib/shapes.ts'
import type { clockStanding } from '#trust/reckoning/calls.ts'
import { vaultForSupervisor } from '#trust/vault/calls/for-supervisor.ts'
import type { VaultForSupervisor } from '#trust/vault/client.ts'
import type { Asked } from './asked.ts'
import { readStatus } from './status.ts'

const notRunning = 3
const usage = 64

export const clockHelp = `  clock                     what every clock says, and whether the vault believes its own
  clock confirm YYYY-MM-DD  the clock is right, and this is today's date: the market really was off
                            for so long. Look at another clock first; what is destroyed by a wrong
                            one does not come back. Read docs/how-to/doubted-clock.md
`

type Standing = Infer<typeof clockStanding>

/** `dozo vault clock [confirm DATE]`: fails while the clock is in doubt. */
export async function clockCommand(
  { installation, words, isJson }: Asked,
  say: (line: string) => void,
): Promise<number> {
  const [, verb, date = ''] = words
  if (verb !== undefined && (verb !== 'confirm' || date === '')) {
    say(`Usage: dozo vault clock [confirm YYYY-MM-DD]\n\n${clockHelp}`)
    return usage
  }
  if (!readStatus(installation.data)?.running) {
    say('Dozo is not running; start it first. A vault in doubt destroys nothing.')
    return notRunning
  }
  const path = join(installation.runDir, 'vault/for-supervisor/socket')
  const vault = connect(vaultForSupervisor, { path })
  try {
    if (verb === 'confirm' && !(await confirmed(vault, date, say))) return 1
    const standing = await vault.clock(undefined)
    process.stdout.write(isJson ? `${JSON.stringify(standing)}\n` : clockLines(standing))
    return standing.doubt === null ? 0 : 1
  } finally {
    vault.close()
  }
}

async function confirmed(vault: VaultForSupervisor, date: string, say: (line: string) => void) {
  try {
    await vault.confirmClock({ date })
    return true
  } catch (error) {
    if (!isRefusal(error, 'not-found') && !isRefusal(error, 'bad-input')) throw error
    const isFine = isRefusal(error, 'not-found')
    say(isFine ? 'The clock is not in doubt.' : `The clock of the vault does not show ${date}.`)
    return false
  }
}

const causes = {
  ahead: 'it went on by more than the time that passed, or the market was off for long',
  behind: 'it went back',
  database: 'it is not that of the database',
  witness: 'it is not that of the monitor',
} as const

/** The standing for people. */
export function clockLines({ clock, reckoned, database, witness, doubt }: Standing): string {
  const exact = (at: number) => new Date(at).toISOString()
  const lines = [
    `clock of the vault       ${exact(clock)}`,
    `by what the vault knows  ${exact(reckoned)}`,
    `clock of the database    ${exact(database)}`,
    `clock of the monitor     ${witness === null ? 'not heard yet' : exact(witness)}`,
  ]
  if (doubt === null) return `${[...lines, 'The clock is believed.'].join('\n')}\n`
  return `${[
    ...lines,
    `IN DOUBT since ${exact(doubt.since)}: ${causes[doubt.cause]}. Nothing is destroyed because it is due.`,
    'If the clock is wrong, set it right; all goes on by itself.',
    'If it is right: dozo vault clock confirm and the date of today.',
  ].join('\n')}\n`
}
