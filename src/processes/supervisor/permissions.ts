import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { ProcessRow } from '#processes/table.ts'

/**
 * Flags by which Node itself denies a process all files but those of its row, other programs,
 * worker threads and native code. It is no wall against native code, only one more step: what
 * holds is the user and the network of the process.
 */
export function permissionFlags(
  row: ProcessRow,
  env: Readonly<Record<string, string>>,
  place: { root: string; program: string; runDir: string },
): string[] {
  const { reads, writes } = pathsOf(row, env, place.runDir)
  if (row.modules) reads.push(join(place.root, 'node_modules'), join(place.root, 'package.json'))
  const flags = [
    '--permission',
    `--allow-fs-read=${place.program}`,
    `--allow-fs-read=${place.program}.map`,
    ...outerFirst(reads).flatMap((path) => allowed('read', path)),
    ...outerFirst(writes).flatMap((path) => allowed('write', path)),
    ...(row.modules ? ['--allow-addons', '--disable-warning=PERM0001'] : []),
  ]
  return [...new Set(flags)]
}

/**
 * Folders that Node would not let a process list although it is allowed to, one sentence each: it
 * forgets `/x/ring` itself where `/x/ring-copy` is allowed, too, whatever the order of the flags.
 */
export function lostFolders(
  row: ProcessRow,
  env: Readonly<Record<string, string>>,
  runDir: string,
): string[] {
  const { reads, writes } = pathsOf(row, env, runDir)
  const paths = [...new Set(reads.map((path) => resolve(path)))]
  const kept = writes.map((path) => resolve(path))
  const isFolder = (path: string) =>
    statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? kept.includes(path)
  return paths
    .filter(isFolder)
    .flatMap((lost) =>
      paths
        .filter((other) => other.startsWith(lost) && !`${other}/`.startsWith(`${lost}/`))
        .map((other) => `${other} must not begin as ${lost} does: Node would close ${lost}.`),
    )
}

function pathsOf(row: ProcessRow, env: Readonly<Record<string, string>>, runDir: string) {
  const named = (names: readonly string[]) => names.flatMap((name) => env[name] ?? [])
  const writes = [join(runDir, row.name), ...named(row.writes)]
  if (env.DOZO_STOP_AT) writes.push(join(runDir, 'stopped'))
  return { writes, reads: [...writes, ...named(row.reads), ...certificatesOf(env)] }
}

/** Node forgets a folder that comes after one inside it. */
function outerFirst(paths: readonly string[]): string[] {
  return paths.map((path) => resolve(path)).sort((one, other) => one.length - other.length)
}

/** By which the driver knows a PostgreSQL elsewhere. */
function certificatesOf(env: Readonly<Record<string, string>>): string[] {
  const urls = Object.entries(env).filter(([name]) => name.endsWith('_DATABASE_URL'))
  return urls.flatMap(([, url]) => URL.parse(url)?.searchParams.get('sslrootcert') ?? [])
}

/** A folder that is not there yet counts as a file, so what is below it is named too. */
function allowed(what: 'read' | 'write', path: string): string[] {
  return [`--allow-fs-${what}=${path}`, `--allow-fs-${what}=${path}/*`]
}
