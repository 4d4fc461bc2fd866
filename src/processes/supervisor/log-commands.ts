import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { verifyLogFolder } from '#trust/forgetting/verify-log.ts'
import { readKeys } from '#trust/proofs/keys-file.ts'
import { verdictOn } from '#trust/proofs/tlog-proof.ts'
import type { Asked } from './asked.ts'
import { type Installation, prepareFolders } from './installation.ts'
import { witnessKey } from './settings.ts'

const usage = 64

const help = `dozo log witness               the key of the monitor of this host, for WITNESS_PUBLIC_KEY
dozo log verify PROOF KEYS     two files from the page "Who opened it"
dozo log verify FOLDER [KEY]   a copy of the published log, its entries and the ledger of what was
                               destroyed; KEY is the log's key, FOLDER/vkey unless given`

/**
 * `dozo log witness`, and `dozo log verify`, which needs nothing but the files it is given. Gives
 * the exit code.
 */
export async function logCommand(
  { words, installation }: Pick<Asked, 'words' | 'installation'>,
  say: (line: string) => void,
): Promise<number> {
  if (words[0] === 'witness' && words.length === 1) return tellWitness(installation, say)
  const [verb, first, second] = words
  if (verb === 'verify' && first && isFolder(first)) return verifyFolder(first, second, say)
  if (verb !== 'verify' || !first || !second) {
    say(help)
    return usage
  }
  return verifyProof(first, second, say)
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

async function verifyFolder(folder: string, key: string | undefined, say: (line: string) => void) {
  const logKey = key ?? readFileSync(join(folder, 'vkey'), 'utf8').trim()
  const verdict = await verifyLogFolder(folder, logKey)
  if (!verdict.holds) {
    say(verdict.why)
    return 1
  }
  const { entries, lines, toldIn, begunAnewIn } = verdict
  say(`The ${entries} entries are those that ${logKey} signed.`)
  say(
    toldIn === null
      ? 'No entry tells of a ledger of what was destroyed.'
      : `The ledger of what was destroyed, ${lines} lines, is the one that entry ${toldIn} tells of.`,
  )
  if (begunAnewIn !== null) {
    say(`It began anew with entry ${begunAnewIn}: of what was told before, lines may be missing.`)
  }
  if (key === undefined) say('Compare the key with one that you saved earlier, or others have.')
  return 0
}

function verifyProof(proofFile: string, keysFile: string, say: (line: string) => void): number {
  const trusted = readKeys(readFileSync(keysFile, 'utf8'))
  const verdict = verdictOn(readFileSync(proofFile, 'utf8'), trusted)
  if (!verdict.holds) {
    say(verdict.why)
    return 1
  }
  const { index, size, entry, cosignedAt } = verdict
  say(`This opening is entry ${index} of a log of ${size} entries:`)
  say(entry)
  say(
    cosignedAt === null
      ? 'No witness was asked for.'
      : `The witness saw this log on ${new Date(cosignedAt * 1000).toISOString()}.`,
  )
  say(
    trusted.readerKeys
      ? 'It is about the person who has this reader key.'
      : 'Whose it is was not checked: the keys hold no reader key.',
  )
  return 0
}

/** Makes the secret when there is none yet, so that the key can be told before the first start. */
function tellWitness(installation: Installation, say: (line: string) => void): number {
  prepareFolders(installation)
  const key = witnessKey(installation)
  if (key) process.stdout.write(`${key}\n`)
  else say('The monitor is not of this host (--only), or SHOP_ORIGIN and WITNESS_NAME are not set.')
  return key ? 0 : 1
}
