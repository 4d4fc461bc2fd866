import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { connect } from '#lib/call/connect.ts'
import { isRefusal } from '#lib/refusal.ts'
import type { Asked } from '#processes/supervisor/asked.ts'
import { readStatus } from '#processes/supervisor/status.ts'
import { lossMark } from '#trust/keys/calls.ts'
import { vaultForSupervisor } from '#trust/vault/calls/for-supervisor.ts'
import type { VaultForSupervisor } from '#trust/vault/client.ts'
import { keysHelp } from './help.ts'
import { currentVersion, leftOver, type Standing, standingLines } from './show.ts'

const notRunning = 3
const usage = 64
const lookAgainMillis = 500
/** A vault that was killed is there again sooner. */
const patienceMillis = 60_000

type Tell = (sentence: string, facts: object) => void

/** `dozo keys`: asks the one vault that runs; gives the exit code. */
export async function keysCommand(asked: Asked): Promise<number> {
  const { words, isJson, installation } = asked
  const [verb = 'status', ...rest] = words
  const tell: Tell = (sentence, facts) =>
    process.stdout.write(isJson ? `${JSON.stringify(facts)}\n` : `${sentence}\n`)
  if (verb === 'begin-anew' && rest.length === 0) return beginAnew(asked, tell)
  const work = { status, rotate, destroy }[verb]
  if (!work || rest.length > 0) {
    process.stderr.write(`dozo keys does not know "${words.join(' ')}".\n\n${keysHelp}`)
    return usage
  }
  if (!readStatus(installation.data)?.running) {
    process.stderr.write('Dozo is not running; the vault turns its ring itself. Start it first.\n')
    return notRunning
  }
  const path = join(installation.runDir, 'vault/for-supervisor/socket')
  const vault = connect(vaultForSupervisor, { path })
  try {
    await work(vault, tell, asked.options.has('stolen'))
    return 0
  } finally {
    vault.close()
  }
}

async function status(vault: VaultForSupervisor, tell: Tell): Promise<void> {
  const standing = await vault.keysStanding(undefined)
  tell(standingLines(standing), standing)
}

async function rotate(vault: VaultForSupervisor, tell: Tell, stolen: boolean): Promise<void> {
  let standing = await vault.keysStanding(undefined)
  if (standing.isTurning && !stolen) {
    tell('An earlier turn is not over; going on with it.', { step: 'going-on' })
  } else {
    standing = await turned(vault, currentVersion(standing), stolen)
    const version = currentVersion(standing)
    tell(`The ring has turned; new records are under version ${version}.`, {
      step: 'turned',
      version,
    })
  }
  const of = leftOver(standing)
  for (let told = -1; standing.isTurning; standing = await patiently(vault)) {
    const left = leftOver(standing)
    if (left !== told) tell(`wrapped anew: ${of - left} of ${of}`, { step: 'wrapping', left, of })
    told = left
    await wait(lookAgainMillis)
  }
  const version = currentVersion(standing)
  tell(`Every record is under version ${version}. Copy the ring now.`, { step: 'done', version })
}

/** Asked again after a kill it still turns once, because it says after which version. */
function turned(vault: VaultForSupervisor, after: number, stolen: boolean): Promise<Standing> {
  return tolerant(() => vault.turnRing({ after, stolen }))
}

function patiently(vault: VaultForSupervisor): Promise<Standing> {
  return tolerant(() => vault.keysStanding(undefined))
}

async function tolerant<T>(ask: () => Promise<T>): Promise<T> {
  for (const end = performance.now() + patienceMillis; ; ) {
    try {
      return await ask()
    } catch (error) {
      const isAway = isRefusal(error, 'unavailable') || isRefusal(error, 'timeout')
      if (!isAway || performance.now() > end) throw error
      await wait(lookAgainMillis)
    }
  }
}

async function destroy(vault: VaultForSupervisor, tell: Tell): Promise<void> {
  const isGone = ({ versions }: Standing) => versions.filter(({ state }) => state === 'destroyed')
  const before = isGone(await vault.keysStanding(undefined)).length
  const standing = await vault.destroyKeys(undefined)
  const destroyed = isGone(standing).length - before
  tell(`${destroyed} destroyed.\n${standingLines(standing)}`, { step: 'done', destroyed, standing })
}

/** Leaves a word for the next start; the vault itself makes the ring and writes the log. */
function beginAnew({ installation, options }: Asked, tell: Tell): number {
  const ring = join(installation.env.VAULT_RING_DIR || join(installation.data, 'ring'), 'ring.json')
  if (readStatus(installation.data)?.running || existsSync(ring)) {
    process.stderr.write(`There is a ring, or Dozo runs; nothing was done (${ring}).\n`)
    return 1
  }
  if (!options.has('old-ring-is-lost')) {
    process.stderr.write(`${whatIsLost}\n`)
    return usage
  }
  mkdirSync(dirname(ring), { recursive: true, mode: 0o700 })
  writeFileSync(join(dirname(ring), lossMark), '', { mode: 0o600 })
  tell('The next start makes a new ring.', { step: 'marked' })
  return 0
}

const whatIsLost = `With a new ring nothing that was sealed opens ever again, for anybody:
  lost     every address, name for a receipt, seller's statement, passkey's label, letter in wait;
           the way to find a member by their address; who opened what, for people to see
  stays    orders, payments, the ledger, works and files; passkeys sign their owners in
If no copy of the ring is anywhere, ask again with --old-ring-is-lost.
docs/how-to/lost-keys.md says how the market goes on.`
