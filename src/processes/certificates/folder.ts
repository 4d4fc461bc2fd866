import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { Issued } from '#lib/certificates/issue.ts'

/** Where the papers of a process are: its key, its certificate, the authority's. */
export function papersOf(callsDir: string, name: string): string {
  return join(callsDir, name, 'papers.pem')
}

/** The authority as it was kept; undefined when its key is not there. */
export function readAuthority(folder: string): Issued | undefined {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  if (!existsSync(key) || !existsSync(cert)) return undefined
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
}

/** Keeps an authority in place of the one before, whose key is gone with it. */
export function writeAuthority(folder: string, { key, cert }: Issued): void {
  writeSecret(join(folder, 'key.pem'), key)
  writeSecret(join(folder, 'certificate.pem'), cert)
}

/** Whole or not at all, for its owner alone; a file in a folder of somebody else's is theirs. */
export function writeSecret(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const { uid, gid } = statSync(dirname(path))
  const unfinished = `${path}.${process.pid}`
  rmSync(unfinished, { force: true })
  writeFileSync(unfinished, text, { mode: 0o600, flag: 'wx', flush: true })
  if (uid !== process.geteuid?.()) chownSync(unfinished, uid, gid)
  renameSync(unfinished, path)
}
