import { isTest, scripts, textOf } from '#test/tidy/source.ts'

/**
 * The servers of the vault and its log, as a reviewer reads them. Not the lists of calls, nor the
 * two tables of kinds and purposes, which docs/vault.md prints.
 */
const kernel = /^src\/trust\/(vault|log)\/(?!calls\/|client\.ts|kinds\.ts|purposes\.ts)/

/** Lines of code, without comments and empty ones, by file. */
export function kernelLines(): Map<string, number> {
  const paths = scripts.filter((path) => kernel.test(path) && !isTest(path))
  return new Map(paths.map((path) => [path, codeLines(textOf(path))]))
}

function codeLines(text: string): number {
  return text.split('\n').filter((line) => !/^\s*(?:$|\/\/|\/\*|\*)/.test(line)).length
}
