import { readFileSync } from 'node:fs'
import { readKeys } from '#trust/proofs/keys-file.ts'
import { verdictOn } from '#trust/proofs/tlog-proof.ts'
import type { Asked } from './asked.ts'
import { type Installation, prepareFolders } from './installation.ts'
import { witnessKey } from './settings.ts'

const usage = 64

/**
 * `dozo log witness`, and `dozo log verify PROOF KEYS`, which needs nothing but the two files.
 * Gives the exit code.
 */
export function logCommand({ words, installation }: Asked, say: (line: string) => void): number {
  if (words[0] === 'witness' && words.length === 1) return tellWitness(installation, say)
  const [verb, proofFile, keysFile] = words
  if (verb !== 'verify' || !proofFile || !keysFile) {
    say('dozo log witness: the key of the monitor of this host, for WITNESS_PUBLIC_KEY.')
    say('dozo log verify PROOF KEYS: two files from the page "Who opened it".')
    return usage
  }
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
