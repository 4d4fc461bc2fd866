import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { processes } from '../../src/processes/table.ts'

/**
 * What each process contains: npm packages, and our folders down to the noun. From the lists that
 * the build writes, so the build must be of these sources.
 */
export function bundlesDocument(root: string): string {
  const contents = processes.map(({ name }) => [name, contentsOf(root, name)])
  return `${JSON.stringify(Object.fromEntries(contents), null, 1)}\n`
}

function contentsOf(root: string, name: string): { packages: string[]; folders: string[] } {
  const files = Object.keys(JSON.parse(readFileSync(join(root, `build/meta/${name}.json`), 'utf8')))
  const found = (pattern: RegExp) =>
    [...new Set(files.flatMap((file) => pattern.exec(file)?.[1] ?? []))].toSorted()
  return {
    packages: found(/node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/),
    folders: found(/^(src\/[^/]+\/[^/]+?)(?:\.tsx?$|\/)/),
  }
}

if (process.argv[1] === import.meta.filename) {
  process.stdout.write(bundlesDocument(join(import.meta.dirname, '../..')))
}
