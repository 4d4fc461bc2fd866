import { mkdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { canEnter } from '#adapters/postgres/account.ts'

const nobody = { name: 'nobody', uid: 65_534, gid: 65_534 }
const place = '/var/tmp/dozo-checkout'

/**
 * A way to run our programs as users who may not enter the folder of this checkout: then it is
 * mounted a second time where everybody may, seen by that one program and its children only.
 */
export function seenByAll(root: string): { root: string; before: string[]; node: string } {
  const node = process.execPath
  if (canEnter(nobody, root) && canEnter(nobody, dirname(node))) return { root, before: [], node }
  mkdirSync(place, { recursive: true, mode: 0o755 })
  const isOwnNode = !relative(root, node).startsWith('..')
  const mount = `mount --bind "$0" ${place} && exec "$@"`
  return {
    root: place,
    before: ['unshare', '--mount', '--', 'sh', '-c', mount, root],
    node: isOwnNode ? join(place, relative(root, node)) : node,
  }
}
