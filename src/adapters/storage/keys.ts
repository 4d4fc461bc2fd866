import { isAbsolute, join, relative } from 'node:path'
import type { StorageKey } from '#market/media/port.ts'

const longestKey = 200
const segment = /^[a-z0-9][a-z0-9._-]{0,99}$/

/** True for names in lower case joined by `/`; none begins with a dot, so none leads upward. */
export function isStorageKey(key: string): boolean {
  return key.length <= longestKey && key.split('/').every((each) => segment.test(each))
}

/** The path of a key below the root. RangeError for what is no key: keys are made by us. */
export function pathOf(root: string, key: StorageKey): string {
  if (!isStorageKey(key)) throw new RangeError('not a storage key')
  const path = join(root, ...key.split('/'))
  if (!isBelow(root, path)) throw new RangeError('a storage key led outside')
  return path
}

export function isBelow(root: string, path: string): boolean {
  const way = relative(root, path)
  return way !== '' && way !== '..' && !way.startsWith('../') && !isAbsolute(way)
}

/** Where a file with this content belongs; two levels keep folders small. */
export function contentKey(folder: string, sha256: string): StorageKey {
  return `${folder}/${sha256.slice(0, 2)}/${sha256}`
}
