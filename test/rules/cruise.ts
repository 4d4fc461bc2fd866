import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/** The repository's own folder. */
export const root = join(import.meta.dirname, '..', '..')

export const sourceFolders = ['src', 'sandbox', 'db', 'bin', 'test'] as const

export interface ImportRule {
  name: string
  comment: string
  from: { path?: string; pathNot?: string }
  to: { path?: string; pathNot?: string }
}

/** Every rule, as the rule file itself lists them. */
export const rules: ImportRule[] = createRequire(import.meta.url)(
  join(root, '.dependency-cruiser.cjs'),
).forbidden

export interface Violation {
  rule: string
  from: string
  to: string
}

interface Cruised {
  modules: { source: string }[]
  summary: { violations: { rule: { name: string }; from: string; to: string }[] }
}

const cruiseMillis = 60_000
const mostOutput = 200 * 1024 * 1024

/** Runs the cruiser as the gate does, in this folder: which files it read, what it found. */
export async function cruise(folder: string): Promise<{ files: string[]; found: Violation[] }> {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const folders = sourceFolders.filter((each) => existsSync(join(folder, each)))
  const rulesFile = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json']
  const output = await new Promise<string>((resolve, reject) => {
    execFile(
      process.execPath,
      [program, ...rulesFile, ...folders],
      { cwd: folder, timeout: cruiseMillis, maxBuffer: mostOutput },
      // It ends with the number of violations; without any output it failed.
      (error, stdout) => (stdout === '' ? reject(error) : resolve(stdout)),
    )
  })
  const { modules, summary } = JSON.parse(output) as Cruised
  return {
    files: modules.map(({ source }) => source),
    found: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  }
}
