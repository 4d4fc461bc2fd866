import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** The system account that PostgreSQL runs as; PostgreSQL refuses to run as root. */
export type Account = { name: string; uid: number; gid: number }

const preferred = ['postgres', 'nobody']

/**
 * Who PostgreSQL must run as: nobody else when we are an ordinary user, otherwise the account
 * `postgres`, or `nobody` where that does not exist.
 */
export function unprivilegedAccount(): Account | undefined {
  if (process.geteuid?.() !== 0) return undefined
  const accounts = parseAccounts(readFileSync('/etc/passwd', 'utf8'))
  for (const name of preferred) {
    const account = accounts.find((each) => each.name === name)
    if (account) return account
  }
  throw new Error(
    'PostgreSQL does not run as root, and there is no account "postgres" or "nobody" to run it as.',
  )
}

/** The accounts of an /etc/passwd file; lines that are not accounts are left out. */
export function parseAccounts(text: string): Account[] {
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':')
    if (!name || !/^\d+$/.test(uid ?? '') || !/^\d+$/.test(gid ?? '')) return []
    return [{ name, uid: Number(uid), gid: Number(gid) }]
  })
}

/** Asks the system itself, since modes, ACLs and mounts all have a say. */
export function canEnter(account: Account | undefined, folder: string): boolean {
  if (!account) return true
  const { uid, gid } = account
  const asked = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], {
    uid,
    gid,
    cwd: '/',
    stdio: 'ignore',
    timeout: 5_000,
  })
  return asked.status === 0
}
