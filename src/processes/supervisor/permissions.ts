import { join } from 'node:path'
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
  const own = join(place.runDir, row.name)
  const named = (names: readonly string[]) => names.flatMap((name) => env[name] ?? [])
  const writes = [own, ...named(row.writes)]
  if (env.DOZO_STOP_AT) writes.push(join(place.runDir, 'stopped'))
  const reads = [...writes, ...named(row.reads), ...certificatesOf(env)]
  if (row.modules) reads.push(join(place.root, 'node_modules'), join(place.root, 'package.json'))
  const flags = [
    '--permission',
    `--allow-fs-read=${place.program}`,
    `--allow-fs-read=${place.program}.map`,
    ...reads.flatMap((path) => allowed('read', path)),
    ...writes.flatMap((path) => allowed('write', path)),
    ...(row.modules ? ['--allow-addons', '--disable-warning=PERM0001'] : []),
  ]
  return [...new Set(flags)]
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
