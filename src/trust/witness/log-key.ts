import { keyTypes, signaturesBy } from '#trust/log/note.ts'

/**
 * The log's verifier key as the monitor is given it, undefined where it is not. RangeError when it
 * is none: a mistyped key would look like a log that somebody else signs.
 */
export function logKey(value: string | undefined): string | undefined {
  const key = value?.trim()
  if (!key) return undefined
  if (!signaturesBy('\n\n', key, keyTypes.log).key) {
    throw new RangeError('must be a key like the line at /log/vkey')
  }
  return key
}
