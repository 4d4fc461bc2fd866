import { join } from 'node:path'
import { built } from '../prepare.ts'
import { runBreakages } from './breakages.ts'
import { chromiumPath } from './chromium.ts'
import { isGoReady } from './go.ts'
import { type Step, tool } from './step.ts'
import { runTests, type TestCounts } from './tests.ts'

const root = join(import.meta.dirname, '../..')

/**
 * Format, lint, nothing unused, types, a build, and every test, among them the dependency rules
 * and the house rules. Gives the exit code.
 *
 * The last line is `N passed, N failed, N skipped`; each check counts as one beside the tests.
 * Nothing passed is a failure, and so is a skip without a reason in test/skips.txt. With words
 * given, only the tests whose paths hold one of them run.
 */
export async function gate(words: string[]): Promise<number> {
  const checks: [string, Step][] = [
    ['format and lint', () => tool(root, '@biomejs/biome/bin/biome', ['ci', '--colors=off'])],
    [
      'nothing unused',
      () => tool(root, 'knip/bin/knip.js', ['--no-progress', '--no-config-hints']),
    ],
    ['types', () => tool(root, 'typescript-native/bin/tsc', ['--noEmit', '-p', '.'])],
    ['build', () => built(root).then(() => true)],
  ]
  if (!process.stdout.isTTY) process.env.NO_COLOR = '1'
  const counts: TestCounts = { passed: 0, failed: 0, skipped: 0 }
  for (const [name, check] of checks) {
    const began = performance.now()
    const isFine = await check().catch((error: Error) => {
      console.log(error.message)
      return false
    })
    counts[isFine ? 'passed' : 'failed'] += 1
    console.log(`${isFine ? 'ok    ' : 'FAILED'} ${name} (${seconds(began)})`)
  }
  const chromium = await chromiumPath()
  // Other people's code reads the log; without it that test is skipped, and the skip is listed.
  isGoReady()
  const tests = await runTests(root, words, chromium)
  const breakages = await runBreakages(root, words, chromium)
  for (const kind of ['passed', 'failed', 'skipped'] as const) {
    counts[kind] += tests[kind] + breakages[kind]
  }
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
  return counts.failed === 0 && tests.passed > 0 ? 0 : 1
}

function seconds(began: number): string {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`
}
