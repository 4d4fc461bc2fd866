import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'

export type TestCounts = { passed: number; failed: number; skipped: number }

type Report = {
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: { status: string; fullName: string }[]
  }[]
}

const testMillis = 1_800_000
const skipsFile = 'test/skips.txt'

/** Runs Vitest and counts. A skip that has no reason in test/skips.txt counts as failed too. */
export async function runTests(
  root: string,
  words: string[],
  chromium: string | undefined,
): Promise<TestCounts> {
  const file = join(root, '.node/tests.json')
  mkdirSync(join(root, '.node'), { recursive: true })
  rmSync(file, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const code = await vitest(root, ['run', ...reporters, ...words], chromium)
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 }

  const counts = countIn(JSON.parse(readFileSync(file, 'utf8')), root)
  // An error outside of any test, as in a clean-up, shows in the exit code alone.
  if (code !== 0 && counts.failed === 0) counts.failed += 1
  return counts
}

function vitest(root: string, words: string[], chromium: string | undefined): Promise<number> {
  const child = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...words], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...(chromium ? { CHROMIUM_PATH: chromium } : {}) },
    timeout: testMillis,
    killSignal: 'SIGINT',
  })
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)))
}

function countIn({ testResults }: Report, root: string): TestCounts {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  const reasons = reasonsIn(root)
  for (const { name, status, assertionResults } of testResults) {
    const path = relative(root, name)
    // A file that does not even load has no tests to count.
    if (status === 'failed' && !assertionResults.some((each) => each.status === 'failed')) {
      counts.failed += 1
    }
    for (const test of assertionResults) {
      if (test.status === 'passed') counts.passed += 1
      else if (test.status === 'failed') counts.failed += 1
      else {
        counts.skipped += 1
        if (reasons.some((each) => `${path}: ${test.fullName}`.startsWith(each))) continue
        console.log(`${path}: ${test.fullName}: skipped without a reason in ${skipsFile}`)
        counts.failed += 1
      }
    }
  }
  return counts
}

/** Lines `path: name of the test — reason`; a path alone stands for all tests of the file. */
function reasonsIn(root: string): string[] {
  const file = join(root, skipsFile)
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.flatMap((line) => {
    const [what, reason] = line.split(' — ')
    return what && reason && !line.startsWith('#') ? [what] : []
  })
}
