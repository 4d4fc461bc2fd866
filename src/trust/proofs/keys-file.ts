import type { Trusted } from './tlog-proof.ts'

interface Keys {
  logKey: string
  witnessKey: string | null
  readerKeys: readonly Buffer[]
}

const mostLength = 500_000

/** The keys by which a person's proofs are checked: one on a line, behind what it is. */
export function keysText({ logKey, witnessKey, readerKeys }: Keys): string {
  return [
    `log ${logKey}`,
    ...(witnessKey ? [`witness ${witnessKey}`] : []),
    ...readerKeys.map((key) => `reader ${key.toString('base64url')}`),
    '',
  ].join('\n')
}

/** The reverse. RangeError says what is wrong; a file without `witness` asks for no cosignature. */
export function readKeys(text: string): Trusted {
  if (text.length > mostLength) throw new RangeError('The file of keys is too long.')
  const found: Record<string, string[]> = { log: [], witness: [], reader: [] }
  for (const line of text.split('\n').filter((each) => each.trim() !== '')) {
    const [word = '', key, more] = line.trim().split(' ')
    if (!found[word] || !key || more) {
      throw new RangeError('A line of keys is "log", "witness" or "reader", then one key.')
    }
    found[word].push(key)
  }
  const { log = [], witness = [], reader = [] } = found
  if (log.length !== 1 || witness.length > 1) {
    throw new RangeError('A file of keys has one line "log" and at most one "witness".')
  }
  return {
    logKey: log[0]!,
    ...(witness[0] !== undefined && { witnessKey: witness[0] }),
    ...(reader.length > 0 && { readerKeys: reader.map((key) => Buffer.from(key, 'base64url')) }),
  }
}
