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

/** So many red files or breakages get a second look; more are not unlucky, but broken. */
export const secondLooks = 3

/**
 * Runs Vitest and counts. A skip that has no reason in test/skips.txt counts as failed too.
 *
 * Files with a red test, when they are few, are run once more with nothing beside them: a
 * deadline may pass on a busy machine, a fault fails twice. What passes then is named as
 * unsteady, for somebody to mend, and counts as passed.
 */
export async function runTests(
  root: string,
  words: string[],
  chromium: string | undefined,
): Promise<TestCounts> {
  const inCompany = await runOnce(root, words, chromium)
  const red = [...inCompany].filter(([, { failed }]) => failed > 0).map(([file]) => file)
  const isWorthIt = red.length > 0 && red.length <= secondLooks && !red.includes(outside)
  if (!isWorthIt) return sumOf(inCompany)

  console.log(`once more, alone: ${red.join(', ')}`)
  const alone = await runOnce(root, red, chromium)
  for (const file of red) {
    if (alone.get(file)?.failed === 0) console.log(`UNSTEADY ${file}: red in company, green alone`)
  }
  return sumOf(new Map([...inCompany, ...alone]))
}

/** Stands for what is wrong in no file: a clean-up that threw, or no report at all. */
const outside = ''

async function runOnce(
  root: string,
  words: string[],
  chromium: string | undefined,
): Promise<Map<string, TestCounts>> {
  const file = join(root, '.node/tests.json')
  mkdirSync(join(root, '.node'), { recursive: true })
  rmSync(file, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const code = await vitest(root, ['run', ...reporters, ...words], chromium)
  const wrong = new Map([[outside, { passed: 0, failed: 1, skipped: 0 }]])
  if (!existsSync(file)) return wrong

  const counts = countsByFile(JSON.parse(readFileSync(file, 'utf8')), root)
  // An error outside of any test, as in a clean-up, shows in the exit code alone.
  const isRed = code !== 0 && sumOf(counts).failed === 0
  return isRed ? new Map([...counts, ...wrong]) : counts
}

function sumOf(counts: Map<string, TestCounts>): TestCounts {
  const sum = { passed: 0, failed: 0, skipped: 0 }
  for (const each of counts.values()) {
    for (const kind of ['passed', 'failed', 'skipped'] as const) sum[kind] += each[kind]
  }
  return sum
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

function countsByFile({ testResults }: Report, root: string): Map<string, TestCounts> {
  const reasons = reasonsIn(root)
  return new Map(
    testResults.map((result) => {
      const path = relative(root, result.name)
      return [path, countsOf(result, path, reasons)]
    }),
  )
}

function countsOf(
  { status, assertionResults }: Report['testResults'][number],
  path: string,
  reasons: string[],
): TestCounts {
  const counts = { passed: 0, failed: 0, skipped: 0 }
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
