import { readFileSync } from 'node:fs'
import { readKeys } from '#trust/proofs/keys-file.ts'
import { verdictOn } from '#trust/proofs/tlog-proof.ts'

const usage = 64

/** `dozo log verify PROOF KEYS`: needs nothing but the two files. Gives the exit code. */
export function logCommand(words: string[], say: (line: string) => void): number {
  const [verb, proofFile, keysFile] = words
  if (verb !== 'verify' || !proofFile || !keysFile) {
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
