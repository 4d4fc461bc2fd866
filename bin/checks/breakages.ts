import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { lastTimes } from './last-times.ts'
import type { TestCounts } from './tests.ts'

/** A known way to break Dozo, and the test that must notice. */
type Breakage = { patch: string; test: string; name: string; says: string }

const folder = 'test/breakages'
const atOnce = 2
const longestMillis = 240_000

/**
 * Applies each patch of test/breakages to a copy of this tree and runs the one test it names.
 *
 * A breakage counts as passed when that test goes red with the words the patch expects; it fails
 * when the test stays green, breaks for another reason, or the patch no longer applies. The long
 * ones go first, so that those who work on them finish at about the same time.
 */
export async function runBreakages(
  root: string,
  words: string[],
  chromium: string | undefined,
): Promise<TestCounts> {
  const counts: TestCounts = { passed: 0, failed: 0, skipped: 0 }
  const times = lastTimes(root)
  const waiting = breakagesIn(root)
    .filter(({ patch }) => isWanted(patch, words))
    .sort((one, other) => times.guess(other) - times.guess(one))
  const work = async () => {
    for (let each = waiting.shift(); each; each = waiting.shift()) {
      const began = performance.now()
      const wrong = await wrongWith(root, each, chromium)
      counts[wrong ? 'failed' : 'passed'] += 1
      const seconds = (performance.now() - began) / 1000
      times.note(each, seconds)
      console.log(
        `${wrong ? 'FAILED' : 'ok    '} ${folder}/${each.patch} (${seconds.toFixed(1)} s)`,
      )
      if (wrong) console.log(wrong)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  times.keep()
  return counts
}

function isWanted(patch: string, words: string[]): boolean {
  return words.length === 0 || words.some((word) => `${folder}/${patch}`.includes(word))
}

function breakagesIn(root: string): Breakage[] {
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith('.patch'))
  return names.sort().map((patch) => {
    const text = readFileSync(join(root, folder, patch), 'utf8')
    const line = (word: string) => new RegExp(`^${word}: (.+)$`, 'm').exec(text)?.[1]
    const [test, name, says] = [line('Test'), line('Name'), line('Says')]
    if (!test || !name || !says) {
      throw new Error(`${folder}/${patch} must begin with lines "Test:", "Name:" and "Says:"`)
    }
    return { patch, test, name, says }
  })
}

/** What is wrong with a breakage; undefined when its test noticed it. */
async function wrongWith(
  root: string,
  breakage: Breakage,
  chromium: string | undefined,
): Promise<string | undefined> {
  const copy = copyOf(root)
  try {
    const patch = join(root, folder, breakage.patch)
    const applied = spawnSync('git', ['apply', '--whitespace=nowarn', patch], { cwd: copy })
    if (applied.status !== 0) return `it does not apply any more:\n${applied.stderr}`
    return await greenness(copy, breakage, chromium)
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

/** Every file that git knows or would take, as it is now; packages are the same ones. */
function copyOf(root: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'dozo-breakage-'))
  // Processes with users of their own run what is in it.
  chmodSync(copy, 0o755)
  const listed = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: root,
    maxBuffer: 64 * 1024 * 1024,
  })
  if (listed.status !== 0) throw new Error(`git cannot list the files: ${listed.stderr}`)
  for (const path of listed.stdout.toString('utf8').split('\0')) {
    if (path === '' || !existsSync(join(root, path))) continue
    mkdirSync(dirname(join(copy, path)), { recursive: true })
    copyFileSync(join(root, path), join(copy, path))
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  // Drawing the demo town's covers takes longer than all the rest of a start.
  const drawn = join(root, '.cache')
  if (existsSync(drawn)) cpSync(drawn, join(copy, '.cache'), { recursive: true })
  return copy
}

type Outcome = { status: string; title: string; failureMessages: string[] }

async function greenness(
  copy: string,
  { test, name, says }: Breakage,
  chromium: string | undefined,
): Promise<string | undefined> {
  const report = join(copy, 'outcome.json')
  const exactly = `${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`
  const output = await vitest(
    copy,
    ['run', test, '-t', exactly, '--reporter=json', `--outputFile=${report}`],
    chromium,
  )
  if (!existsSync(report)) return `its test could not be run:\n${output.slice(-3_000)}`
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
    testResults: { message: string; assertionResults: Outcome[] }[]
  }
  const outcomes = testResults.flatMap((file) => file.assertionResults)
  const outcome = outcomes.find(({ title }) => title === name)
  if (!outcome) return `there is no test "${name}" in ${test}: ${testResults[0]?.message}`
  if (outcome.status !== 'failed') {
    return `"${name}" did not notice: it is ${outcome.status}. ${testResults[0]?.message ?? ''}`
  }
  const message = outcome.failureMessages.join('\n')
  if (message.includes(says)) return undefined
  return `"${name}" failed, but did not say "${says}":\n${message.slice(0, 3_000)}`
}

function vitest(copy: string, words: string[], chromium: string | undefined): Promise<string> {
  const child = spawn(process.execPath, [join(copy, 'node_modules/vitest/vitest.mjs'), ...words], {
    cwd: copy,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...(chromium ? { CHROMIUM_PATH: chromium } : {}) },
    timeout: longestMillis,
    killSignal: 'SIGINT',
  })
  let output = ''
  const keep = (bytes: Buffer) => {
    output = (output + bytes).slice(-20_000)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  return new Promise((resolve) => child.on('close', () => resolve(output)))
}
